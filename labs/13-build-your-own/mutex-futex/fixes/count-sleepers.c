/* SPDX-License-Identifier: MIT */
/* The lowest bit says taken, the rest counts those who wait: whoever gives it back sees in the same step
 * whether to wake. */
#include "lock.h"

enum { TAKEN = 1, SLEEPER = 2 };

void mutex_lock(struct mutex *mutex)
{
    uint32_t state = 0;

    if (atomic_compare_exchange_strong(&mutex->state, &state, TAKEN))
        return;
    state = atomic_fetch_add(&mutex->state, SLEEPER) + SLEEPER;
    do {
        if (state & TAKEN)
            rl_futex_wait(&mutex->state, state);
        state = atomic_fetch_or(&mutex->state, TAKEN);
    } while (state & TAKEN);
    atomic_fetch_sub(&mutex->state, SLEEPER);
}

void mutex_unlock(struct mutex *mutex)
{
    if (atomic_fetch_and(&mutex->state, ~(uint32_t)TAKEN) != TAKEN)
        rl_futex_wake(&mutex->state, 1);
}
