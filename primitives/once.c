/* SPDX-License-Identifier: MIT */
/* NEW to RUNNING to DONE, with AWAITED where somebody sleeps.
 *
 * I1. The state only rises. One thread turns NEW into RUNNING, and it alone turns either into DONE, after
 *     the function.
 * I2. Who sleeps has seen AWAITED; DONE replaces it in one exchange, which sees it and wakes all. */
#include "once.h"

#include "base/check.h"
#include "base/futex.h"
#include "pause.h"

static void run(struct rl_once *once, void (*function)(void *), void *argument)
{
    function(argument);
    /* [ON1] release: pairs with [ON2]. Who sees DONE sees what the function did. */
    uint32_t state = atomic_exchange_explicit(&once->state, RL_ONCE_DONE, memory_order_release);
    if (state == RL_ONCE_AWAITED)
        rl_futex_wake(&once->state, INT32_MAX);
}

static uint32_t look(struct rl_once *once)
{
    /* [ON2] acquire: pairs with [ON1]. If it is DONE, what the function did is visible from here. */
    return atomic_load_explicit(&once->state, memory_order_acquire);
}

static void await(struct rl_once *once)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    uint32_t state;
    while ((state = look(once)) != RL_ONCE_DONE) {
        if (rl_pause_brief(&pause))
            continue;
        /* [ON3] relaxed/relaxed: no partner. Tells who is done to wake; if it is, there is nothing to
         * wait for. */
        if (state == RL_ONCE_AWAITED ||
            atomic_compare_exchange_strong_explicit(&once->state, &state, RL_ONCE_AWAITED,
                                                    memory_order_relaxed, memory_order_relaxed))
            rl_futex_wait(&once->state, RL_ONCE_AWAITED);
    }
}

void rl_once_run(struct rl_once *once, void (*function)(void *argument), void *argument)
{
    RL_CHECK(function, "once: no function. Give the one that all callers give.");
    if (look(once) == RL_ONCE_DONE)
        return;
    uint32_t state = RL_ONCE_NEW;
    /* [ON4] relaxed/relaxed: no partner. Only one thread gets it (I1); the others look again in await. */
    if (atomic_compare_exchange_strong_explicit(&once->state, &state, RL_ONCE_RUNNING, memory_order_relaxed,
                                                memory_order_relaxed))
        run(once, function, argument);
    else
        await(once);
}
