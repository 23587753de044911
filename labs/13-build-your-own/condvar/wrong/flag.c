/* SPDX-License-Identifier: MIT */
/* Wrong: who comes to wait takes the flag down again, before another one, for whom it was up, has seen it. */
#include <limits.h>

#include "condition.h"

void condition_wait(struct condition *condition, pthread_mutex_t *mutex)
{
    atomic_store(&condition->first, 0);
    pthread_mutex_unlock(mutex);
    while (atomic_load(&condition->first) == 0)
        rl_futex_wait(&condition->first, 0);
    pthread_mutex_lock(mutex);
}

void condition_signal(struct condition *condition)
{
    atomic_store(&condition->first, 1);
    rl_futex_wake(&condition->first, 1);
}

void condition_broadcast(struct condition *condition)
{
    atomic_store(&condition->first, 1);
    rl_futex_wake(&condition->first, INT_MAX);
}
