/* SPDX-License-Identifier: MIT */
/* Wrong: between the wake and the new number somebody reads the old one, lies down, and nobody wakes him. */
#include <limits.h>

#include "condition.h"

void condition_wait(struct condition *condition, pthread_mutex_t *mutex)
{
    uint32_t now = atomic_load(&condition->first);

    pthread_mutex_unlock(mutex);
    while (atomic_load(&condition->first) == now)
        rl_futex_wait(&condition->first, now);
    pthread_mutex_lock(mutex);
}

void condition_signal(struct condition *condition)
{
    rl_futex_wake(&condition->first, 1);
    atomic_fetch_add(&condition->first, 1);
}

void condition_broadcast(struct condition *condition)
{
    rl_futex_wake(&condition->first, INT_MAX);
    atomic_fetch_add(&condition->first, 1);
}
