/* SPDX-License-Identifier: MIT */
/* Wrong: one word for every mutex there is. Nothing is lost, and two crates are never packed at the same
 * time. */
#include "lock.h"

static _Atomic uint32_t state;

void mutex_lock(struct mutex *mutex)
{
    (void)mutex;
    while (atomic_exchange(&state, 1) != 0)
        rl_futex_wait(&state, 1);
}

void mutex_unlock(struct mutex *mutex)
{
    (void)mutex;
    atomic_store(&state, 0);
    rl_futex_wake(&state, 1);
}
