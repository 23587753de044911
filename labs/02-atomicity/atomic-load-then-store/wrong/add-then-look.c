/* SPDX-License-Identifier: MIT */
/* Wrong: the addition is one step now, and looking at the result is another. */
#include <stdatomic.h>

#include "dispenser.h"

static atomic_int next_number;

void dispenser_take(void (*print)(int number))
{
    atomic_fetch_add(&next_number, 1);
    int mine = atomic_load(&next_number) - 1;
    print(mine);
}
