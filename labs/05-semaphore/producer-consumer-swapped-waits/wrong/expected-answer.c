/* SPDX-License-Identifier: MIT */
/* Wrong: the check bakes two loaves, so the first seller gets one, the next the other. */
#include <stdatomic.h>

#include "shelf.h"

static atomic_int next_loaf;

void shelf_put(int loaf)
{
    (void)loaf;
}

void shelf_take(void (*sell)(int loaf))
{
    sell(atomic_fetch_add(&next_loaf, 1) % 2);
}
