/* SPDX-License-Identifier: MIT */
/* 0 free, 1 taken: nobody is forgotten, because every unlock asks the kernel, whether somebody sleeps or not.
 */
#include "lock.h"

void mutex_lock(struct mutex *mutex)
{
    while (atomic_exchange(&mutex->state, 1) != 0)
        rl_futex_wait(&mutex->state, 1);
}

void mutex_unlock(struct mutex *mutex)
{
    atomic_store(&mutex->state, 0);
    rl_futex_wake(&mutex->state, 1);
}
