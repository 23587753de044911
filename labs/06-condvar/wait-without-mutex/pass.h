/* SPDX-License-Identifier: MIT */
/* The pass of a restaurant: the cook puts finished dishes on it, and waiters take them to the tables. */
#ifndef PASS_H
#define PASS_H

#define PASS_PLACES 64 /* no evening has more dishes */

/* The cook puts down the dish for `table` and rings the bell. What he wrote before, the waiter who takes the
 * dish sees. One thread cooks. */
void pass_put(int table);

/* A waiter takes the oldest dish and calls carry(table), which takes a while; meanwhile cook and waiters go
 * on. Where there is no dish he sleeps until one comes: he does not keep looking. Several threads wait at
 * tables. */
void pass_take(void (*carry)(int table));

#endif
