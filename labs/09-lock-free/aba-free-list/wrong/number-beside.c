/* SPDX-License-Identifier: MIT */
/* Wrong: the number of changes stands beside the top, and is looked at before the exchange and not by it. */
#include <stdatomic.h>

#include "hooks.h"

static atomic_int top = -1; /* -1: no free hook */
static atomic_int below[HOOKS_MOST];
static atomic_uint changes;

void hooks_open(int count)
{
    for (int hook = count - 1; hook >= 0; hook--)
        hook_give(hook);
}

int hook_take(void)
{
    for (;;) {
        unsigned before = atomic_load(&changes);
        int hook = atomic_load(&top);
        if (hook < 0)
            return -1;
        int next = atomic_load(&below[hook]);
        if (atomic_load(&changes) == before && atomic_compare_exchange_strong(&top, &hook, next)) {
            atomic_fetch_add(&changes, 1);
            return hook;
        }
    }
}

void hook_give(int hook)
{
    int seen = atomic_load(&top);

    do
        atomic_store(&below[hook], seen);
    while (!atomic_compare_exchange_strong(&top, &seen, hook));
    atomic_fetch_add(&changes, 1);
}
