/* SPDX-License-Identifier: MIT */
/* Wrong: to be woken is not to have it. Another thread can have taken it by then, or nobody has woken this
 * one at all. */
#include "lock.h"

enum { FREE, TAKEN, SOMEBODY_MAY_SLEEP };

void mutex_lock(struct mutex *mutex)
{
    uint32_t free = FREE;

    if (atomic_compare_exchange_strong(&mutex->state, &free, TAKEN))
        return;
    if (atomic_exchange(&mutex->state, SOMEBODY_MAY_SLEEP) != FREE) {
        rl_futex_wait(&mutex->state, SOMEBODY_MAY_SLEEP);
        atomic_store(&mutex->state, SOMEBODY_MAY_SLEEP);
    }
}

void mutex_unlock(struct mutex *mutex)
{
    if (atomic_exchange(&mutex->state, FREE) == SOMEBODY_MAY_SLEEP)
        rl_futex_wake(&mutex->state, 1);
}
