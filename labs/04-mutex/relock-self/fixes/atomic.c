/* SPDX-License-Identifier: MIT */
/* No lock, so none to take twice: a crate is taken, or a pallet put there and one of it taken, in one step.
 */
#include <stdatomic.h>

#include "depot.h"

static atomic_int left, ordered;

void depot_put(int crates)
{
    atomic_fetch_add(&left, crates);
}

void depot_take(void (*load)(void))
{
    int seen = atomic_load(&left), next;

    do {
        next = seen == 0 ? DEPOT_BATCH - 1 : seen - 1;
    } while (!atomic_compare_exchange_strong(&left, &seen, next)); /* else: seen is what is there now */
    if (seen == 0)
        atomic_fetch_add(&ordered, 1);
    load();
}

int depot_left(void)
{
    return atomic_load(&left);
}

int depot_ordered(void)
{
    return atomic_load(&ordered);
}
