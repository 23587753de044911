/* SPDX-License-Identifier: MIT */
/* Wrong: between the look and the store another one looks, too. */
#include "lock.h"

void mutex_lock(struct mutex *mutex)
{
    while (atomic_load(&mutex->state) != 0)
        rl_futex_wait(&mutex->state, 1);
    atomic_store(&mutex->state, 1);
}

void mutex_unlock(struct mutex *mutex)
{
    atomic_store(&mutex->state, 0);
    rl_futex_wake(&mutex->state, 1);
}
