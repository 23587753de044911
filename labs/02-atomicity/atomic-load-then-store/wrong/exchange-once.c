/* SPDX-License-Identifier: MIT */
/* Wrong: it tries to take the number once, and prints it whether it got it or not. */
#include <stdatomic.h>

#include "dispenser.h"

static atomic_int next_number;

void dispenser_take(void (*print)(int number))
{
    int expected = atomic_load(&next_number);
    int mine = expected;

    atomic_compare_exchange_strong(&next_number, &expected, mine + 1);
    print(mine);
}
