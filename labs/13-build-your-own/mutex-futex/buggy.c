/* SPDX-License-Identifier: MIT */
/* A first version: 0 free, 1 taken, 2 taken and somebody sleeps. */
#include "lock.h"

enum { FREE, TAKEN, SOMEBODY_SLEEPS };

void mutex_lock(struct mutex *mutex)
{
    uint32_t seen = FREE;

    while (!atomic_compare_exchange_strong(&mutex->state, &seen, TAKEN)) {
        /* TODO(lab): with two packers it works; with three, one of them sometimes sleeps for ever */
        if (seen == SOMEBODY_SLEEPS || atomic_compare_exchange_strong(&mutex->state, &seen, SOMEBODY_SLEEPS))
            rl_futex_wait(&mutex->state, SOMEBODY_SLEEPS);
        seen = FREE;
    }
}

void mutex_unlock(struct mutex *mutex)
{
    if (atomic_exchange(&mutex->state, FREE) == SOMEBODY_SLEEPS)
        rl_futex_wake(&mutex->state, 1);
}
