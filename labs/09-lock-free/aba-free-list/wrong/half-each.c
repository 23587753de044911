/* SPDX-License-Identifier: MIT */
/* Wrong: each attendant has hooks of his own, and turns guests away while the other has some left. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "hooks.h"

static atomic_bool taken[HOOKS_MOST];
static atomic_int attendants;
static int half; /* read-only after hooks_open */

void hooks_open(int count)
{
    half = count / 2;
}

int hook_take(void)
{
    static _Thread_local int first = -1;

    if (first < 0)
        first = atomic_fetch_add(&attendants, 1) % 2 * half;
    for (int hook = first; hook < first + half; hook++)
        if (!atomic_exchange(&taken[hook], true))
            return hook;
    return -1;
}

void hook_give(int hook)
{
    atomic_store(&taken[hook], false);
}
