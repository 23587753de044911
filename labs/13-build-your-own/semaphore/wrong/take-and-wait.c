/* SPDX-License-Identifier: MIT */
/* Wrong: it takes first and waits while the account is overdrawn; who pays in wakes one, who finds it
 * overdrawn still. */
#include "tokens.h"

void tokens_init(struct tokens *tokens, uint32_t number)
{
    atomic_init(&tokens->first, number);
}

void tokens_take(struct tokens *tokens)
{
    int32_t left = (int32_t)atomic_fetch_sub(&tokens->first, 1) - 1;

    while (left < 0) {
        rl_futex_wait(&tokens->first, (uint32_t)left);
        left = (int32_t)atomic_load(&tokens->first);
    }
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
