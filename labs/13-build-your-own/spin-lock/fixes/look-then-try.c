/* SPDX-License-Identifier: MIT */
/* It asks by reading, which leaves the cache line where it is, and tries to take only what looks free: the
 * look is a hint, the exchange decides. primitives/ttas.c is this one, with a pause. */
#include "spin.h"

enum { FREE, TAKEN };

void spin_lock(struct spin *lock)
{
    while (atomic_exchange_explicit(&lock->first, TAKEN, memory_order_acquire) == TAKEN)
        while (atomic_load_explicit(&lock->first, memory_order_relaxed) == TAKEN)
            ;
}

void spin_unlock(struct spin *lock)
{
    atomic_store_explicit(&lock->first, FREE, memory_order_release);
}
