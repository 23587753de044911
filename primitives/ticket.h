/* SPDX-License-Identifier: MIT */
/* A spin lock that serves in the order of arrival, as at a counter: draw a number, wait until it is shown.
 *
 *     static struct rl_ticket lock = RL_TICKET_INIT;
 *     static int left, right; // Invariant: left + right == 0 while the lock is free.
 *
 *     rl_ticket_lock(&lock);
 *     left++;
 *     right--; // restores the invariant before the lock is free again
 *     rl_ticket_unlock(&lock);
 *
 * Ordering   What was done before an unlock is visible after the next lock.
 * Progress   First come, first served: with n threads a waiter is overtaken by nobody and waits for at most
 *            n - 1 critical sections. trylock never waits.
 * Misuse     Unlock of a free lock asserts. To lock twice in one thread spins for ever. More than 2^32 - 1
 *            waiters at a time break it.
 * Cost       8 bytes. One locked instruction to lock, a plain store to unlock. All waiters read one word: a
 *            hand-over costs every one of them a cache miss. Should the thread whose turn it is not be
 *            running, all wait for the scheduler: with more threads than CPUs use mutex.h or fair.h.
 * Source     J. Mellor-Crummey, M. Scott, "Algorithms for scalable synchronization on shared-memory
 *            multiprocessors", 1991. */
#ifndef RL_TICKET_H
#define RL_TICKET_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Free while next == serving; held, with next - serving - 1 waiters, otherwise. */
struct rl_ticket {
    _Atomic uint32_t next;    /* atomic: the number that the next to come draws */
    _Atomic uint32_t serving; /* atomic, written by the holder only: the number whose turn it is */
};
#define RL_TICKET_INIT                                                                                       \
    {                                                                                                        \
        0, 0                                                                                                 \
    }

/* Spins until it is this thread's turn. */
void rl_ticket_lock(struct rl_ticket *lock);

/* Takes the lock if it is free, and answers whether it did. */
bool rl_ticket_trylock(struct rl_ticket *lock);

/* Hands the lock, which this thread holds, to the next in line. */
void rl_ticket_unlock(struct rl_ticket *lock);

#endif
