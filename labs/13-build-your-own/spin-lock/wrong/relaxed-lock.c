/* SPDX-License-Identifier: MIT */
/* Wrong: the lines after the lock may be carried out before it, for nothing holds them back. */
#include "spin.h"

void spin_lock(struct spin *lock)
{
    while (atomic_exchange_explicit(&lock->first, 1, memory_order_relaxed) == 1)
        ;
}

void spin_unlock(struct spin *lock)
{
    atomic_store_explicit(&lock->first, 0, memory_order_release);
}
