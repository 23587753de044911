/* SPDX-License-Identifier: MIT */
/* One instruction takes it and tells whether it was free. primitives/tas.c is this one. */
#include "spin.h"

enum { FREE, TAKEN };

void spin_lock(struct spin *lock)
{
    while (atomic_exchange_explicit(&lock->first, TAKEN, memory_order_acquire) == TAKEN)
        ;
}

void spin_unlock(struct spin *lock)
{
    atomic_store_explicit(&lock->first, FREE, memory_order_release);
}
