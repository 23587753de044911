/* SPDX-License-Identifier: MIT */
/* Wrong: only the holder writes here, so a plain store will do: but others read it meanwhile. */
#include "spin.h"

void spin_lock(struct spin *lock)
{
    while (atomic_exchange(&lock->first, 1) == 1)
        ;
}

void spin_unlock(struct spin *lock)
{
    *(uint32_t *)&lock->first = 0;
}
