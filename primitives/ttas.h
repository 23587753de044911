/* SPDX-License-Identifier: MIT */
/* Test-and-set that looks before it writes, and stays away for longer after each failure.
 *
 *     static struct rl_ttas lock = RL_TTAS_INIT;
 *     static unsigned total, parts[4]; // Invariant: total is the sum of parts while the lock is free.
 *
 *     rl_ttas_lock(&lock);
 *     parts[i]++;
 *     total++; // restores the invariant before the lock is free again
 *     rl_ttas_unlock(&lock);
 *
 * Ordering   What was done before an unlock is visible after the next lock.
 * Progress   Somebody gets in; a given thread may wait for ever, and who has waited long waits longer.
 * Misuse     Unlock of a free lock asserts. To lock twice in one thread spins for ever.
 * Cost       4 bytes. One locked instruction to lock, a plain store to unlock. Waiters read their own copy
 *            of the cache line; it moves only when the lock changes hands. A waiter gives its CPU away
 *            after some microseconds.
 * Source     Test-and-test-and-set with exponential back-off; T. E. Anderson, "The performance of spin lock
 *            alternatives for shared-memory multiprocessors", 1990. */
#ifndef RL_TTAS_H
#define RL_TTAS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum rl_ttas_state { RL_TTAS_FREE, RL_TTAS_HELD };

struct rl_ttas {
    _Atomic uint32_t state; /* atomic: enum rl_ttas_state */
};
#define RL_TTAS_INIT                                                                                         \
    {                                                                                                        \
        RL_TTAS_FREE                                                                                         \
    }

/* Spins until the lock is this thread's. */
void rl_ttas_lock(struct rl_ttas *lock);

/* Takes the lock if it is free, and answers whether it did. */
bool rl_ttas_trylock(struct rl_ttas *lock);

/* Frees the lock, which this thread holds. */
void rl_ttas_unlock(struct rl_ttas *lock);

#endif
