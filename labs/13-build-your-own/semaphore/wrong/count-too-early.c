/* SPDX-License-Identifier: MIT */
/* Wrong: it looks for sleepers before the token is there. Who lies down between the two is not woken. */
#include "tokens.h"

void tokens_init(struct tokens *tokens, uint32_t number)
{
    atomic_init(&tokens->first, number);
    atomic_init(&tokens->second, 0);
}

void tokens_take(struct tokens *tokens)
{
    uint32_t there = atomic_load(&tokens->first);

    for (;;) {
        if (there == 0) {
            atomic_fetch_add(&tokens->second, 1);
            rl_futex_wait(&tokens->first, 0);
            atomic_fetch_sub(&tokens->second, 1);
            there = atomic_load(&tokens->first);
        } else if (atomic_compare_exchange_strong(&tokens->first, &there, there - 1)) {
            return;
        }
    }
}

void tokens_put(struct tokens *tokens)
{
    uint32_t sleepers = atomic_load(&tokens->second);

    atomic_fetch_add(&tokens->first, 1);
    if (sleepers > 0)
        rl_futex_wake(&tokens->first, 1);
}

uint32_t tokens_there(struct tokens *tokens)
{
    return atomic_load(&tokens->first);
}
