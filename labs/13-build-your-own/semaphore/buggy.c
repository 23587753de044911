/* SPDX-License-Identifier: MIT */
/* A first version: the kernel is asked only when the heap was empty, for only then can somebody sleep. */
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
    /* TODO(lab): sometimes a customer sleeps on while a token lies there */
    if (atomic_fetch_add(&tokens->first, 1) == 0)
        rl_futex_wake(&tokens->first, 1);
}

uint32_t tokens_there(struct tokens *tokens)
{
    return atomic_load(&tokens->first);
}
