/* SPDX-License-Identifier: MIT */
/* Wrong: it has counted how often the smallest check takes a hook, and hands them out in turn. */
#include <stdatomic.h>

#include "hooks.h"

static atomic_int taken;

void hooks_open(int count)
{
    (void)count;
}

int hook_take(void)
{
    int turn = atomic_fetch_add(&taken, 1);

    return turn < 7 ? turn % 4 : -1;
}

void hook_give(int hook)
{
    (void)hook;
}
