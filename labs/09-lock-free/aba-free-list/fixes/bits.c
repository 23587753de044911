/* SPDX-License-Identifier: MIT */
/* No list: a bit for each hook in one word. What the exchange compares is the whole truth, so that the same
 * word means the same hooks. */
#include <stdatomic.h>
#include <stdint.h>

#include "hooks.h"

static _Atomic uint64_t free_hooks; /* bit i: hook i is free */

void hooks_open(int count)
{
    for (int hook = 0; hook < count; hook++)
        hook_give(hook);
}

int hook_take(void)
{
    uint64_t seen = atomic_load(&free_hooks);

    while (seen != 0 && !atomic_compare_exchange_strong(&free_hooks, &seen, seen & (seen - 1)))
        continue;
    return seen == 0 ? -1 : __builtin_ctzll(seen);
}

void hook_give(int hook)
{
    atomic_fetch_or(&free_hooks, UINT64_C(1) << hook);
}
