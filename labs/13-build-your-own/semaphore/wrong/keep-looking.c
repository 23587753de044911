/* SPDX-License-Identifier: MIT */
/* Wrong: no wake can be missed where nobody sleeps, and the customers keep the processors busy till the bread
 * is done. */
#include <sched.h>

#include "tokens.h"

void tokens_init(struct tokens *tokens, uint32_t number)
{
    atomic_init(&tokens->first, number);
}

void tokens_take(struct tokens *tokens)
{
    uint32_t there = atomic_load(&tokens->first);

    while (there == 0 || !atomic_compare_exchange_strong(&tokens->first, &there, there - 1)) {
        sched_yield();
        there = atomic_load(&tokens->first);
    }
}

void tokens_put(struct tokens *tokens)
{
    atomic_fetch_add(&tokens->first, 1);
}

uint32_t tokens_there(struct tokens *tokens)
{
    return atomic_load(&tokens->first);
}
