/* SPDX-License-Identifier: MIT */
/* Wrong: it wakes only when the word says that somebody sleeps, and nobody ever writes that there. */
#include "lock.h"

enum { FREE, TAKEN, SOMEBODY_SLEEPS };

void mutex_lock(struct mutex *mutex)
{
    while (atomic_exchange(&mutex->state, TAKEN) != FREE)
        rl_futex_wait(&mutex->state, TAKEN);
}

void mutex_unlock(struct mutex *mutex)
{
    if (atomic_exchange(&mutex->state, FREE) == SOMEBODY_SLEEPS)
        rl_futex_wake(&mutex->state, 1);
}
