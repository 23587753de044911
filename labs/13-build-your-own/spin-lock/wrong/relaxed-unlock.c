/* SPDX-License-Identifier: MIT */
/* Wrong: the next one acquires what nobody has released: he has the lock, and perhaps not yet the counters.
 */
#include "spin.h"

void spin_lock(struct spin *lock)
{
    while (atomic_exchange_explicit(&lock->first, 1, memory_order_acquire) == 1)
        ;
}

void spin_unlock(struct spin *lock)
{
    atomic_store_explicit(&lock->first, 0, memory_order_relaxed);
}
