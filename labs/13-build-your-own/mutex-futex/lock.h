/* SPDX-License-Identifier: MIT */
/* A mutex of four bytes. Whoever finds it taken sleeps. */
#ifndef LOCK_H
#define LOCK_H

#include <racelab/futex.h>

struct mutex {
    _Atomic uint32_t state; /* 0: free. What else there is to say, you decide */
};
#define MUTEX_INIT                                                                                           \
    {                                                                                                        \
        0                                                                                                    \
    }

/* Returns when the mutex is the caller's: until then the caller sleeps (rl_futex_wait), and does not keep
 * looking. What was written before an unlock is seen after the next lock. */
void mutex_lock(struct mutex *mutex);

/* Gives the mutex back, which the caller has. If somebody sleeps, one is woken (rl_futex_wake).
 *
 * Once it is free, another thread may take it, find that it is the last user, give it back and free the
 * memory: from then on the mutex must not be looked at. Its address may still be handed to rl_futex_wake. */
void mutex_unlock(struct mutex *mutex);

#endif
