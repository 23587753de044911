/* SPDX-License-Identifier: MIT */
/* The same, and a count of those who wait, kept under the mutex: a signal that nobody waits for costs no
 * system call. */
#include <limits.h>

#include "condition.h"

void condition_wait(struct condition *condition, pthread_mutex_t *mutex)
{
    uint32_t now = atomic_load_explicit(&condition->first, memory_order_relaxed);

    atomic_fetch_add_explicit(&condition->second, 1, memory_order_relaxed);
    pthread_mutex_unlock(mutex);
    rl_futex_wait(&condition->first, now);
    pthread_mutex_lock(mutex);
    atomic_fetch_sub_explicit(&condition->second, 1, memory_order_relaxed);
}

static void wake(struct condition *condition, int number)
{
    if (atomic_load_explicit(&condition->second, memory_order_relaxed) == 0)
        return;
    atomic_fetch_add_explicit(&condition->first, 1, memory_order_relaxed);
    rl_futex_wake(&condition->first, number);
}

void condition_signal(struct condition *condition)
{
    wake(condition, 1);
}

void condition_broadcast(struct condition *condition)
{
    wake(condition, INT_MAX);
}
