/* SPDX-License-Identifier: MIT */
/* Wrong: one bit that turns over with each change, and after two changes it is the old one again. */
#include <stdatomic.h>

#include "hooks.h"

static atomic_int
    top; /* twice the hook + 1, or twice 0 for none; and a bit that turns over with each change */
static atomic_int below[HOOKS_MOST];

static int hook_of(int seen)
{
    return seen / 2 - 1;
}

static int changed(int seen, int hook)
{
    return 2 * (hook + 1) + !(seen & 1);
}

void hooks_open(int count)
{
    for (int hook = count - 1; hook >= 0; hook--)
        hook_give(hook);
}

int hook_take(void)
{
    int seen = atomic_load(&top);

    while (hook_of(seen) >= 0) {
        int next = atomic_load(&below[hook_of(seen)]);
        if (atomic_compare_exchange_strong(&top, &seen, changed(seen, next)))
            break;
    }
    return hook_of(seen);
}

void hook_give(int hook)
{
    int seen = atomic_load(&top);

    do
        atomic_store(&below[hook], hook_of(seen));
    while (!atomic_compare_exchange_strong(&top, &seen, changed(seen, hook)));
}
