/* SPDX-License-Identifier: MIT */
/* Wrong: one at a time, and still the next one need not see what the last one wrote. */
#include "lock.h"

void mutex_lock(struct mutex *mutex)
{
    while (atomic_exchange_explicit(&mutex->state, 1, memory_order_relaxed) != 0)
        rl_futex_wait(&mutex->state, 1);
}

void mutex_unlock(struct mutex *mutex)
{
    atomic_store_explicit(&mutex->state, 0, memory_order_relaxed);
    rl_futex_wake(&mutex->state, 1);
}
