/* SPDX-License-Identifier: MIT */
/* Wrong: the word never changes, so a wake that comes between letting go and lying down leaves no trace. */
#include <limits.h>

#include "condition.h"

void condition_wait(struct condition *condition, pthread_mutex_t *mutex)
{
    pthread_mutex_unlock(mutex);
    rl_futex_wait(&condition->first, 0);
    pthread_mutex_lock(mutex);
}

void condition_signal(struct condition *condition)
{
    rl_futex_wake(&condition->first, 1);
}

void condition_broadcast(struct condition *condition)
{
    rl_futex_wake(&condition->first, INT_MAX);
}
