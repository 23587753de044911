/* SPDX-License-Identifier: MIT */
/* A number to sleep on until it is 0.
 *
 * I1. left only falls; who makes it 0 wakes all, after which nobody falls asleep: the word is never again
 *     what a waiter saw. */
#include "latch.h"

#include "base/check.h"
#include "base/futex.h"
#include "pause.h"

void rl_latch_count_down(struct rl_latch *latch, uint32_t by)
{
    /* [LA1] release: pairs with [LA2]. Who sees the latch open sees what was written before; the count_downs
     * between this one and that continue its release sequence. From here on the latch may be freed by others:
     * only its address is used below. */
    uint32_t left = atomic_fetch_sub_explicit(&latch->left, by, memory_order_release);
    RL_CHECK(left >= by, "latch: counted down by %u with %u left. Count down once for each event.", by, left);
    if (left == by && by > 0)
        rl_futex_wake(&latch->left, INT32_MAX);
}

static uint32_t left_of(struct rl_latch *latch)
{
    /* [LA2] acquire: pairs with [LA1]. If it is 0, what all wrote before they counted is visible from here.
     */
    return atomic_load_explicit(&latch->left, memory_order_acquire);
}

bool rl_latch_is_open(struct rl_latch *latch)
{
    return left_of(latch) == 0;
}

void rl_latch_wait(struct rl_latch *latch)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    uint32_t left;
    while ((left = left_of(latch)) != 0) {
        if (!rl_pause_brief(&pause))
            rl_futex_wait(&latch->left, left);
    }
}
