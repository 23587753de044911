/* SPDX-License-Identifier: MIT */
/* Wrong: a wait that returns is no token: another one was quicker, or nobody has put one. */
#include "tokens.h"

void tokens_init(struct tokens *tokens, uint32_t number)
{
    atomic_init(&tokens->first, number);
}

void tokens_take(struct tokens *tokens)
{
    if (atomic_load(&tokens->first) == 0)
        rl_futex_wait(&tokens->first, 0);
    atomic_fetch_sub(&tokens->first, 1);
}

void tokens_put(struct tokens *tokens)
{
    atomic_fetch_add(&tokens->first, 1);
    rl_futex_wake(&tokens->first, 1);
}

uint32_t tokens_there(struct tokens *tokens)
{
    return atomic_load(&tokens->first);
}
