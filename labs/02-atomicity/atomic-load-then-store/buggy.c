/* SPDX-License-Identifier: MIT */
/* The dispenser, repaired once already: somebody had heard that shared numbers must be atomic. */
#include <stdatomic.h>

#include "dispenser.h"

static atomic_int next_number;

void dispenser_take(void (*print)(int number))
{
    int mine = next_number;
    next_number = mine + 1; /* TODO(lab): two people are called with the same number */
    print(mine);
}
