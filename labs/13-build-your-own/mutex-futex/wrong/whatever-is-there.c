/* SPDX-License-Identifier: MIT */
/* Wrong: it sleeps on the value that it finds now, which can be the free one. */
#include "lock.h"

void mutex_lock(struct mutex *mutex)
{
    while (atomic_exchange(&mutex->state, 1) != 0)
        rl_futex_wait(&mutex->state, atomic_load(&mutex->state));
}

void mutex_unlock(struct mutex *mutex)
{
    atomic_store(&mutex->state, 0);
    rl_futex_wake(&mutex->state, 1);
}
