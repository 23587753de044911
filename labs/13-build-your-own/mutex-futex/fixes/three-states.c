/* SPDX-License-Identifier: MIT */
/* 0 free, 1 taken, 2 taken and somebody may sleep: who has slept once takes it as 2, for he cannot know that
 * he was the only one. primitives/mutex.c is this one. */
#include "lock.h"

enum { FREE, TAKEN, SOMEBODY_MAY_SLEEP };

void mutex_lock(struct mutex *mutex)
{
    uint32_t free = FREE;

    if (atomic_compare_exchange_strong_explicit(&mutex->state, &free, TAKEN, memory_order_acquire,
                                                memory_order_relaxed))
        return;
    while (atomic_exchange_explicit(&mutex->state, SOMEBODY_MAY_SLEEP, memory_order_acquire) != FREE)
        rl_futex_wait(&mutex->state, SOMEBODY_MAY_SLEEP);
}

void mutex_unlock(struct mutex *mutex)
{
    if (atomic_exchange_explicit(&mutex->state, FREE, memory_order_release) == SOMEBODY_MAY_SLEEP)
        rl_futex_wake(&mutex->state, 1);
}
