/* SPDX-License-Identifier: MIT */
/* Wrong: hooks are given back one at a time, and whoever takes is still surprised by it. */
#include <pthread.h>
#include <stdatomic.h>

#include "hooks.h"

static pthread_mutex_t give_lock = PTHREAD_MUTEX_INITIALIZER;
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
        if (atomic_compare_exchange_strong(&top, &hook, next))
            break;
    }
    return hook;
}

void hook_give(int hook)
{
    pthread_mutex_lock(&give_lock);
    int seen = atomic_load(&top);
    do
        atomic_store(&below[hook], seen);
    while (!atomic_compare_exchange_strong(&top, &seen, hook));
    pthread_mutex_unlock(&give_lock);
}
