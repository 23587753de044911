/* SPDX-License-Identifier: MIT */
/* Wrong: to all is said what one hears. */
#include "condition.h"

void condition_wait(struct condition *condition, pthread_mutex_t *mutex)
{
    uint32_t now = atomic_load(&condition->first);

    pthread_mutex_unlock(mutex);
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
    condition_signal(condition);
}
