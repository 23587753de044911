/* SPDX-License-Identifier: MIT */
/* Wrong: it may return for no reason, so it always does; and the runners run on the spot until the start. */
#include <sched.h>

#include "condition.h"

void condition_wait(struct condition *condition, pthread_mutex_t *mutex)
{
    (void)condition;
    pthread_mutex_unlock(mutex);
    sched_yield();
    pthread_mutex_lock(mutex);
}

void condition_signal(struct condition *condition)
{
    (void)condition;
}

void condition_broadcast(struct condition *condition)
{
    (void)condition;
}
