/* SPDX-License-Identifier: MIT */
/* Wrong: it looks a second time whether the hook is still on top. It is, and it has been away in between. */
#include <stdatomic.h>

#include "hooks.h"

static atomic_int top = -1; /* -1: no free hook */
static atomic_int below[HOOKS_MOST];

void hooks_open(int count)
{
    for (int hook = count - 1; hook >= 0; hook--)
        hook_give(hook);
}

int hook_take(void)
{
    for (;;) {
        int hook = atomic_load(&top);
        if (hook < 0)
            return -1;
        int next = atomic_load(&below[hook]);
        if (atomic_load(&top) != hook)
            continue;
        if (atomic_compare_exchange_strong(&top, &hook, next))
            return hook;
    }
}

void hook_give(int hook)
{
    int seen = atomic_load(&top);

    do
        atomic_store(&below[hook], seen);
    while (!atomic_compare_exchange_strong(&top, &seen, hook));
}
