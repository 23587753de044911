/* SPDX-License-Identifier: MIT */
/* Wrong: a token for each who waits, on a heap: a quick one comes back, waits again, and takes the slow one's
 * token. */
#include <limits.h>

#include "condition.h"

static void take_token(struct condition *condition)
{
    uint32_t tokens = atomic_load(&condition->first);

    while (tokens == 0 || !atomic_compare_exchange_strong(&condition->first, &tokens, tokens - 1)) {
        if (tokens == 0)
            rl_futex_wait(&condition->first, 0);
        tokens = atomic_load(&condition->first);
    }
}

void condition_wait(struct condition *condition, pthread_mutex_t *mutex)
{
    atomic_fetch_add(&condition->second, 1);
    pthread_mutex_unlock(mutex);
    take_token(condition);
    pthread_mutex_lock(mutex);
}

void condition_signal(struct condition *condition)
{
    if (atomic_load(&condition->second) == 0)
        return;
    atomic_fetch_sub(&condition->second, 1);
    atomic_fetch_add(&condition->first, 1);
    rl_futex_wake(&condition->first, 1);
}

void condition_broadcast(struct condition *condition)
{
    atomic_fetch_add(&condition->first, atomic_exchange(&condition->second, 0));
    rl_futex_wake(&condition->first, INT_MAX);
}
