/* SPDX-License-Identifier: MIT */
/* Everybody draws a number and waits until it is shown: first come, first served. primitives/ticket.c is this
 * one. */
#include "spin.h"

void spin_lock(struct spin *lock)
{
    uint32_t mine = atomic_fetch_add_explicit(&lock->first, 1, memory_order_relaxed);

    while (atomic_load_explicit(&lock->second, memory_order_acquire) != mine)
        ;
}

void spin_unlock(struct spin *lock)
{
    uint32_t mine = atomic_load_explicit(&lock->second, memory_order_relaxed);

    atomic_store_explicit(&lock->second, mine + 1, memory_order_release);
}
