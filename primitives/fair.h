/* SPDX-License-Identifier: MIT */
/* A mutex whose waiters sleep and are served in the order of arrival.
 *
 *     static struct rl_fair mutex = RL_FAIR_INIT;
 *     static int sold, left = 100; // Invariant: sold + left == 100 while the mutex is free.
 *
 *     rl_fair_lock(&mutex);
 *     left--;
 *     sold++; // restores the invariant before the mutex is free again
 *     rl_fair_unlock(&mutex);
 *
 * Ordering   What was done before an unlock is visible after the next lock.
 * Progress   First come, first served: with n threads a waiter waits for at most n - 1 critical sections. A
 *            waiter spins for some 2 µs, then sleeps. trylock never waits, and never overtakes a waiter.
 * Misuse     Unlock of a free mutex and destroy of a held one assert. To lock twice in one thread sleeps
 *            for ever; unlock by another thread than the holder is not noticed. More than 2^31 - 1 waiters
 *            at a time break it. There is no timed lock: who has drawn a number cannot give it back.
 * Cost       72 bytes. One locked instruction to lock, one to unlock; a system call to unlock if the next
 *            in line sleeps. Fairness has its price: the mutex goes to a thread that must be woken first,
 *            some 5 µs in which nobody uses it. mutex.h lets a running thread have it.
 * Source     The ticket lock, with a word for each of the next SLOTS numbers; D. Dice, "Brief announcement:
 *            a partitioned ticket lock", 2011; the sleeping is ours. */
#ifndef RL_FAIR_H
#define RL_FAIR_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define RL_FAIR_SLOTS 16 /* up to so many waiters each have a word to sleep on; more share */

/* Number n is called in slot n % SLOTS, as 2n, or 2n + 1: somebody sleeps on the
 * slot. Free while the number to be drawn next has been called. */
struct rl_fair {
    _Atomic uint32_t next; /* atomic: the number that the next to come draws */
    _Atomic uint32_t
        called[RL_FAIR_SLOTS]; /* atomic: the last number called in this slot, and the sleep bit */
    uint32_t holder;           /* protected by the mutex itself: the number called last */
};
/* The first number is SLOTS, which is called; no slot but its own shows a number that is drawn in it. */
#define RL_FAIR_INIT                                                                                         \
    {                                                                                                        \
        .next = RL_FAIR_SLOTS, .called = {2 * RL_FAIR_SLOTS}, .holder = RL_FAIR_SLOTS                        \
    }

/* Waits until it is this thread's turn. */
void rl_fair_lock(struct rl_fair *mutex);

/* Takes the mutex if it is free and nobody waits, and answers whether it did. */
bool rl_fair_trylock(struct rl_fair *mutex);

/* Hands the mutex, which this thread holds, to the next in line. */
void rl_fair_unlock(struct rl_fair *mutex);

/* States that nobody will use the mutex again. Frees nothing. */
void rl_fair_destroy(struct rl_fair *mutex);

#endif
