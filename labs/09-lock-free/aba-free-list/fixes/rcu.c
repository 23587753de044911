/* SPDX-License-Identifier: MIT */
/* A hook goes back on the stack only when everybody who may have seen it on top has finished his taking. */
#define RL_RCU_BP
#include "rcu.h"

#include <stdatomic.h>

#include "hooks.h"

static atomic_int top = -1; /* -1: no free hook */
static atomic_int below[HOOKS_MOST];

static void push(int hook)
{
    int seen = atomic_load(&top);

    do
        atomic_store(&below[hook], seen);
    while (!atomic_compare_exchange_strong(&top, &seen, hook));
}

void hooks_open(int count)
{
    for (int hook = count - 1; hook >= 0; hook--)
        push(hook);
}

int hook_take(void)
{
    rcu_read_lock();
    int hook = atomic_load(&top);
    while (hook >= 0) {
        int next = atomic_load(&below[hook]);
        if (atomic_compare_exchange_strong(&top, &hook, next))
            break;
    }
    rcu_read_unlock();
    return hook;
}

void hook_give(int hook)
{
    synchronize_rcu();
    push(hook);
}
