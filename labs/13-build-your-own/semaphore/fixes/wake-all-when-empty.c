/* SPDX-License-Identifier: MIT */
/* Asks the kernel only when the heap was empty, and then wakes everybody: those who come too late sleep
 * again. */
#include <limits.h>

#include "tokens.h"

void tokens_init(struct tokens *tokens, uint32_t number)
{
    atomic_init(&tokens->first, number);
}

void tokens_take(struct tokens *tokens)
{
    uint32_t there = atomic_load(&tokens->first);

    for (;;) {
        while (there == 0) {
            rl_futex_wait(&tokens->first, 0);
            there = atomic_load(&tokens->first);
        }
        if (atomic_compare_exchange_strong(&tokens->first, &there, there - 1))
            return;
    }
}

void tokens_put(struct tokens *tokens)
{
    if (atomic_fetch_add(&tokens->first, 1) == 0)
        rl_futex_wake(&tokens->first, INT_MAX);
}

uint32_t tokens_there(struct tokens *tokens)
{
    return atomic_load(&tokens->first);
}
