/* SPDX-License-Identifier: MIT */
/* Wrong: it sells the three tickets that the smallest check has, whatever the stock. */
#include <stdatomic.h>

#include "tickets.h"

static atomic_int sold;

void tickets_open(int stock)
{
    (void)stock;
}

bool tickets_sell(void (*print)(void))
{
    if (atomic_fetch_add(&sold, 1) >= 3)
        return false;
    print();
    return true;
}
