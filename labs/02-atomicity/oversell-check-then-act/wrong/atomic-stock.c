/* SPDX-License-Identifier: MIT */
/* Wrong: the stock cannot be torn any more, and it can still be taken below nothing. */
#include <stdatomic.h>

#include "tickets.h"

static atomic_int left;

void tickets_open(int stock)
{
    left = stock;
}

bool tickets_sell(void (*print)(void))
{
    if (left <= 0)
        return false;
    left--;
    print();
    return true;
}
