/* SPDX-License-Identifier: MIT */
/* Wrong: while the other attendant is at the list, it says that there is no free hook. */
#include <pthread.h>

#include "hooks.h"

static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static int top = -1;          /* protected by list_lock; -1: no free hook */
static int below[HOOKS_MOST]; /* protected by list_lock */

void hooks_open(int count)
{
    for (int hook = count - 1; hook >= 0; hook--)
        hook_give(hook);
}

int hook_take(void)
{
    if (pthread_mutex_trylock(&list_lock) != 0)
        return -1;
    int hook = top;
    if (hook >= 0)
        top = below[hook];
    pthread_mutex_unlock(&list_lock);
    return hook;
}

void hook_give(int hook)
{
    pthread_mutex_lock(&list_lock);
    below[hook] = top;
    top = hook;
    pthread_mutex_unlock(&list_lock);
}
