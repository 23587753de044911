/* SPDX-License-Identifier: MIT */
/* The free hooks as a stack without a lock: the top one is exchanged if it is still the one that was seen. */
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
    int hook = atomic_load(&top);

    while (hook >= 0) {
        int next = atomic_load(&below[hook]);
        if (atomic_compare_exchange_strong(&top, &hook, next)) /* TODO(lab): two coats hang on one hook */
            break;
    }
    return hook;
}

void hook_give(int hook)
{
    int seen = atomic_load(&top);

    do
        atomic_store(&below[hook], seen);
    while (!atomic_compare_exchange_strong(&top, &seen, hook));
}
