/* SPDX-License-Identifier: MIT */
/* The smallest lock: one word, and whoever turns it from free to held has it.
 *
 *     static struct rl_tas lock = RL_TAS_INIT;
 *     static int in, out; // Invariant: in == out while the lock is free.
 *
 *     rl_tas_lock(&lock);
 *     in++;
 *     out++; // restores the invariant before the lock is free again
 *     rl_tas_unlock(&lock);
 *
 * Ordering   What was done before an unlock is visible after the next lock.
 * Progress   Somebody gets in; a given thread may wait for ever (no order among waiters).
 * Misuse     Unlock of a free lock asserts. To lock twice in one thread spins for ever.
 * Cost       4 bytes. One locked instruction to lock, a plain store to unlock. Every turn of every waiter
 *            takes the cache line away from the holder: with several waiters use ttas.h or mcs.h.
 * Source     Test-and-set; T. E. Anderson, "The performance of spin lock alternatives for shared-memory
 *            multiprocessors", 1990. */
#ifndef RL_TAS_H
#define RL_TAS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum rl_tas_state { RL_TAS_FREE, RL_TAS_HELD };

struct rl_tas {
    _Atomic uint32_t state; /* atomic: enum rl_tas_state */
};
#define RL_TAS_INIT                                                                                          \
    {                                                                                                        \
        RL_TAS_FREE                                                                                          \
    }

/* Spins until the lock is this thread's. */
void rl_tas_lock(struct rl_tas *lock);

/* Takes the lock if it is free, and answers whether it did. */
bool rl_tas_trylock(struct rl_tas *lock);

/* Frees the lock, which this thread holds. */
void rl_tas_unlock(struct rl_tas *lock);

#endif
