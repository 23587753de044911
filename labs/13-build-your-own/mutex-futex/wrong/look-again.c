/* SPDX-License-Identifier: MIT */
/* Wrong: it saves the system call where nobody waits, and looks at a mutex that may be gone by then. */
#include "lock.h"

enum { TAKEN = 1, SLEEPER = 2 };

void mutex_lock(struct mutex *mutex)
{
    if ((atomic_fetch_or(&mutex->state, TAKEN) & TAKEN) == 0)
        return;
    atomic_fetch_add(&mutex->state, SLEEPER);
    while (atomic_fetch_or(&mutex->state, TAKEN) & TAKEN) {
        uint32_t state = atomic_load(&mutex->state);
        if (state & TAKEN)
            rl_futex_wait(&mutex->state, state);
    }
    atomic_fetch_sub(&mutex->state, SLEEPER);
}

void mutex_unlock(struct mutex *mutex)
{
    atomic_fetch_and(&mutex->state, ~(uint32_t)TAKEN);
    if (atomic_load(&mutex->state) >= SLEEPER)
        rl_futex_wake(&mutex->state, 1);
}
