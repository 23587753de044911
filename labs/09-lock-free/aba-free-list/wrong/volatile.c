/* SPDX-License-Identifier: MIT */
/* Wrong: volatile goes to memory each time, and other threads go there in between. */
#include "hooks.h"

static volatile int top = -1; /* -1: no free hook */
static volatile int below[HOOKS_MOST];

void hooks_open(int count)
{
    for (int hook = count - 1; hook >= 0; hook--)
        hook_give(hook);
}

int hook_take(void)
{
    int hook = top;

    if (hook >= 0)
        top = below[hook];
    return hook;
}

void hook_give(int hook)
{
    below[hook] = top;
    top = hook;
}
