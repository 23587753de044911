/* SPDX-License-Identifier: MIT */
/* Who waits stands in a queue, each with a word of his own to sleep on: a signal goes to the one who has
 * waited longest, and nobody can take it from him. primitives/condvar.c is this one. */
#include <stddef.h>

#include "condition.h"

struct sleeper {
    _Atomic uint32_t woken;
    struct sleeper *next; /* protected by the mutex */
};

void condition_wait(struct condition *condition, pthread_mutex_t *mutex)
{
    struct sleeper self = {.woken = 0};

    if (condition->oldest == NULL)
        condition->oldest = &self;
    else
        condition->newest->next = &self;
    condition->newest = &self;
    pthread_mutex_unlock(mutex);
    do {
        rl_futex_wait(&self.woken, 0);
    } while (atomic_load(&self.woken) == 0);
    pthread_mutex_lock(mutex);
}

void condition_signal(struct condition *condition)
{
    struct sleeper *sleeper = condition->oldest;

    if (sleeper == NULL)
        return;
    condition->oldest = sleeper->next;
    atomic_store(&sleeper->woken, 1); /* from here on it may be gone: only its address is used */
    rl_futex_wake(&sleeper->woken, 1);
}

void condition_broadcast(struct condition *condition)
{
    while (condition->oldest != NULL)
        condition_signal(condition);
}
