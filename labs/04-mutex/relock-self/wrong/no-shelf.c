/* SPDX-License-Identifier: MIT */
/* Wrong: it calculates in the evening what the shelf must look like, and no shelf was ever kept. */
#include <stdatomic.h>

#include "depot.h"

static atomic_int taken;

void depot_put(int crates)
{
    (void)crates;
}

void depot_take(void (*load)(void))
{
    atomic_fetch_add(&taken, 1);
    load();
}

int depot_left(void)
{
    return DEPOT_BATCH - 1;
}

int depot_ordered(void)
{
    return atomic_load(&taken) / DEPOT_BATCH;
}
