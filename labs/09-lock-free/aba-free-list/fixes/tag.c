/* SPDX-License-Identifier: MIT */
/* The top carries a number that grows with every change: it may be the same hook again, but never the same
 * top. */
#include <stdatomic.h>
#include <stdint.h>

#include "hooks.h"

static _Atomic uint64_t top; /* upper half: how often it was changed; lower half: hook + 1, or 0 for none */
static atomic_int below[HOOKS_MOST];

static int hook_of(uint64_t seen)
{
    return (int)(seen & UINT32_MAX) - 1;
}

static uint64_t changed(uint64_t seen, int hook)
{
    return ((seen >> 32) + 1) << 32 | (uint32_t)(hook + 1);
}

void hooks_open(int count)
{
    for (int hook = count - 1; hook >= 0; hook--)
        hook_give(hook);
}

int hook_take(void)
{
    uint64_t seen = atomic_load(&top);

    while (hook_of(seen) >= 0) {
        int next = atomic_load(&below[hook_of(seen)]);
        if (atomic_compare_exchange_strong(&top, &seen, changed(seen, next)))
            break;
    }
    return hook_of(seen);
}

void hook_give(int hook)
{
    uint64_t seen = atomic_load(&top);

    do
        atomic_store(&below[hook], hook_of(seen));
    while (!atomic_compare_exchange_strong(&top, &seen, changed(seen, hook)));
}
