/* SPDX-License-Identifier: MIT */
/* One token, one wake: whether somebody sleeps, the kernel knows best. */
#include "tokens.h"

void tokens_init(struct tokens *tokens, uint32_t number)
{
    atomic_init(&tokens->first, number);
}

void tokens_take(struct tokens *tokens)
{
    uint32_t there = atomic_load_explicit(&tokens->first, memory_order_relaxed);

    for (;;) {
        while (there == 0) {
            rl_futex_wait(&tokens->first, 0);
            there = atomic_load_explicit(&tokens->first, memory_order_relaxed);
        }
        if (atomic_compare_exchange_strong_explicit(&tokens->first, &there, there - 1, memory_order_acquire,
                                                    memory_order_relaxed))
            return;
    }
}

void tokens_put(struct tokens *tokens)
{
    atomic_fetch_add_explicit(&tokens->first, 1, memory_order_release);
    rl_futex_wake(&tokens->first, 1);
}

uint32_t tokens_there(struct tokens *tokens)
{
    return atomic_load(&tokens->first);
}
