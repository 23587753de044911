/* SPDX-License-Identifier: MIT */
/* A lock whose waiters sleep: one word for the kernel to watch, and no system call while nobody waits.
 *
 *     static struct rl_mutex mutex = RL_MUTEX_INIT;
 *     static int balance[2]; // Invariant: balance[0] + balance[1] == 100 while the mutex is free.
 *
 *     rl_mutex_lock(&mutex);
 *     balance[0] -= 10;
 *     balance[1] += 10; // restores the invariant before the mutex is free again
 *     rl_mutex_unlock(&mutex);
 *
 * Ordering   What was done before an unlock is visible after the next lock.
 * Progress   Somebody gets in. Not fair: a running thread may overtake one that is being woken (fair.h does
 *            not let it). A waiter spins for some 2 µs, then sleeps.
 * Misuse     Unlock of a free mutex, destroy of a held one and a malformed deadline assert. To lock twice
 *            in one thread sleeps for ever; unlock by another thread than the holder is not noticed.
 * Cost       4 bytes. One locked instruction to lock, one to unlock; with waiters, a system call to unlock.
 *            The memory may be freed as soon as the last user has locked and unlocked it: unlock does not
 *            touch it once it is free.
 * Source     U. Drepper, "Futexes are tricky", 2011, the third mutex; the spin is ours. */
#ifndef RL_MUTEX_H
#define RL_MUTEX_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum rl_mutex_state {
    RL_MUTEX_FREE,
    RL_MUTEX_HELD,     /* and nobody sleeps */
    RL_MUTEX_CONTENDED /* held, and somebody may sleep: unlock wakes one */
};

struct rl_mutex {
    _Atomic uint32_t state; /* atomic: enum rl_mutex_state */
};
#define RL_MUTEX_INIT                                                                                        \
    {                                                                                                        \
        RL_MUTEX_FREE                                                                                        \
    }

/* Waits until the mutex is this thread's. */
void rl_mutex_lock(struct rl_mutex *mutex);

/* Takes the mutex if it is free, and answers whether it did. */
bool rl_mutex_trylock(struct rl_mutex *mutex);

/* The same as lock until `deadline`, absolute, of CLOCK_MONOTONIC or CLOCK_REALTIME; false: it passed. A free
 * mutex is taken even if the deadline has passed. */
bool rl_mutex_lock_until(struct rl_mutex *mutex, clockid_t clock, const struct timespec *deadline);

/* Frees the mutex, which this thread holds, and wakes one waiter if there may be one. */
void rl_mutex_unlock(struct rl_mutex *mutex);

/* States that nobody will use the mutex again. Frees nothing. */
void rl_mutex_destroy(struct rl_mutex *mutex);

#endif
