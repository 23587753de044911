/* SPDX-License-Identifier: MIT */
/* Wrong: the tables are served in order, so nobody needs to wait for the cook to know the next one. */
#include <stdatomic.h>

#include "pass.h"

static atomic_int next_table;

void pass_put(int table)
{
    (void)table;
}

void pass_take(void (*carry)(int table))
{
    carry(atomic_fetch_add(&next_table, 1));
}
