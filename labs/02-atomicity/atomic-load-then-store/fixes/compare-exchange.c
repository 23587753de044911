/* SPDX-License-Identifier: MIT */
/* Looks, and takes only if nobody took in between: otherwise it looks again. */
#include <stdatomic.h>

#include "dispenser.h"

static atomic_int next_number;

void dispenser_take(void (*print)(int number))
{
    int mine = atomic_load(&next_number);

    while (!atomic_compare_exchange_strong(&next_number, &mine, mine + 1))
        ; /* mine is now what stands there: another door was faster, and got on */
    print(mine);
}
