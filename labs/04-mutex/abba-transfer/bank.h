/* SPDX-License-Identifier: MIT */
/* Transfers between the accounts of a small bank. */
#ifndef BANK_H
#define BANK_H

#define BANK_ACCOUNTS 4

/* Moves `amount` from one account to another, and has it signed: sign() is called while both accounts are
 * reserved for this transfer and no other one touches them. It takes a while. Transfers that have no account
 * in common are signed at the same time; any thread may call it at any time, and every transfer is carried
 * out. from != to. */
void bank_transfer(int from, int to, long amount, void (*sign)(void));

/* The balance, which starts at 100. Called when no transfer is going on. */
long bank_balance(int account);

#endif
