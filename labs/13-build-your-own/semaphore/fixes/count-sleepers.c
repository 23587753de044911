/* SPDX-License-Identifier: MIT */
/* Tokens and those who wait for one stand in the same word: to put one changes it, so nobody falls asleep any
 * more, and shows in the same step whether somebody has. primitives/semaphore.c is this one. */
#include "tokens.h"

enum { WAITER = 1, TOKEN = 1 << 12, WAITERS = TOKEN - 1 };

void tokens_init(struct tokens *tokens, uint32_t number)
{
    atomic_init(&tokens->first, number * TOKEN);
}

static int take(struct tokens *tokens, uint32_t *word, uint32_t listed)
{
    while (*word >= TOKEN)
        if (atomic_compare_exchange_strong_explicit(&tokens->first, word, *word - TOKEN - listed,
                                                    memory_order_acquire, memory_order_relaxed))
            return 1;
    return 0;
}

void tokens_take(struct tokens *tokens)
{
    uint32_t word = atomic_load_explicit(&tokens->first, memory_order_relaxed);

    if (take(tokens, &word, 0))
        return;
    word = atomic_fetch_add_explicit(&tokens->first, WAITER, memory_order_relaxed) + WAITER;
    while (!take(tokens, &word, WAITER)) {
        rl_futex_wait(&tokens->first, word);
        word = atomic_load_explicit(&tokens->first, memory_order_relaxed);
    }
}

void tokens_put(struct tokens *tokens)
{
    if (atomic_fetch_add_explicit(&tokens->first, TOKEN, memory_order_release) & WAITERS)
        rl_futex_wake(&tokens->first, 1);
}

uint32_t tokens_there(struct tokens *tokens)
{
    return atomic_load(&tokens->first) / TOKEN;
}
