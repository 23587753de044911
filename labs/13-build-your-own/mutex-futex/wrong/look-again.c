/* SPDX-License-Identifier: MIT */
/* Wrong: it saves the wake if another one has the mutex already, and looks at a mutex that may be gone by
 * then. */
#include "lock.h"

void mutex_lock(struct mutex *mutex)
{
    while (atomic_exchange(&mutex->state, 1) != 0)
        rl_futex_wait(&mutex->state, 1);
}

void mutex_unlock(struct mutex *mutex)
{
    atomic_store(&mutex->state, 0);
    if (atomic_load(&mutex->state) == 0)
        rl_futex_wake(&mutex->state, 1);
}
