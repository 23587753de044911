/* SPDX-License-Identifier: MIT */
/* Takes a ticket only if the number that was seen is still the number that is left. */
#include <stdatomic.h>

#include "tickets.h"

static atomic_int left;

void tickets_open(int stock)
{
    atomic_store(&left, stock);
}

bool tickets_sell(void (*print)(void))
{
    int seen = atomic_load(&left);

    do {
        if (seen == 0)
            return false;
    } while (!atomic_compare_exchange_strong(&left, &seen, seen - 1)); /* else: seen is what is left now */
    print();
    return true;
}
