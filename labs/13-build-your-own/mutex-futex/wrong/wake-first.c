/* SPDX-License-Identifier: MIT */
/* Wrong: the woken one looks, finds the mutex taken still, and sleeps again; then it is set free. */
#include "lock.h"

void mutex_lock(struct mutex *mutex)
{
    while (atomic_exchange(&mutex->state, 1) != 0)
        rl_futex_wait(&mutex->state, 1);
}

void mutex_unlock(struct mutex *mutex)
{
    rl_futex_wake(&mutex->state, 1);
    atomic_store(&mutex->state, 0);
}
