/* SPDX-License-Identifier: MIT */
/* A bank account that is used at the counter and at the cash machine, from different threads, at the same
 * time. */
#ifndef ACCOUNT_H
#define ACCOUNT_H

/* Adds `amount` to the balance, then calls slip() with the balance that this payment left. The printer is
 * slow: while one slip is printed, other payments go on, and so do their slips. Any thread may call it at any
 * time. */
void account_pay_in(long amount, void (*slip)(long balance));

/* The same, and takes `amount` off. The account may be overdrawn. */
void account_pay_out(long amount, void (*slip)(long balance));

/* The balance now. It starts at 0. */
long account_balance(void);

#endif
