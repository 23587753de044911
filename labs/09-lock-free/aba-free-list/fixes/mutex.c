/* SPDX-License-Identifier: MIT */
/* The same stack under a lock that is held for three lines: nobody else changes it in between. */
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
    pthread_mutex_lock(&list_lock);
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
