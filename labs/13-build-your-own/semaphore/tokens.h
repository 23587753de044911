/* SPDX-License-Identifier: MIT */
/* A counting semaphore: a heap of tokens from which one takes, and where there is none, sleeps until one
 * comes. */
#ifndef TOKENS_H
#define TOKENS_H

#include <racelab/futex.h>

struct tokens {
    _Atomic uint32_t first, second; /* what they say, you decide; one may be left unused */
};

/* A heap of `number` tokens, at most 1000. Nobody else uses it yet. */
void tokens_init(struct tokens *tokens, uint32_t number);

/* Takes a token. If there is none, the caller sleeps until there is (rl_futex_wait), and does not keep
 * looking. */
void tokens_take(struct tokens *tokens);

/* Puts one token on the heap, of at most a million. Whoever sleeps for want of a token, and could have this
 * one, is woken (rl_futex_wake). What was written before is seen by the one who takes it. Never waits. */
void tokens_put(struct tokens *tokens);

/* How many tokens there are, if nobody takes or puts one meanwhile. */
uint32_t tokens_there(struct tokens *tokens);

#endif
