/* SPDX-License-Identifier: MIT */
/* Wrong: each door gets a block of numbers, as long as the queue in the smallest check. */
#include <stdatomic.h>

#include "dispenser.h"

static atomic_int blocks;
static _Thread_local int next_number = -1;

void dispenser_take(void (*print)(int number))
{
    if (next_number < 0)
        next_number = 2 * atomic_fetch_add(&blocks, 1);
    print(next_number++);
}
