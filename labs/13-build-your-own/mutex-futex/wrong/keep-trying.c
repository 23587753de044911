/* SPDX-License-Identifier: MIT */
/* Wrong: it excludes, and a packer who has to wait keeps a processor busy with waiting. */
#include <sched.h>

#include "lock.h"

void mutex_lock(struct mutex *mutex)
{
    while (atomic_exchange(&mutex->state, 1) != 0)
        sched_yield();
}

void mutex_unlock(struct mutex *mutex)
{
    atomic_store(&mutex->state, 0);
}
