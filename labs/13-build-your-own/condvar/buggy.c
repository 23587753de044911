/* SPDX-License-Identifier: MIT */
/* A first version: a number that every signal changes; who waits sleeps until it has. */
#include <limits.h>

#include "condition.h"

void condition_wait(struct condition *condition, pthread_mutex_t *mutex)
{
    pthread_mutex_unlock(mutex);
    uint32_t now = atomic_load(&condition->first); /* TODO(lab): sometimes a runner misses the start */
    rl_futex_wait(&condition->first, now);
    pthread_mutex_lock(mutex);
}

void condition_signal(struct condition *condition)
{
    atomic_fetch_add(&condition->first, 1);
    rl_futex_wake(&condition->first, 1);
}

void condition_broadcast(struct condition *condition)
{
    atomic_fetch_add(&condition->first, 1);
    rl_futex_wake(&condition->first, INT_MAX);
}
