/* SPDX-License-Identifier: MIT */
/* The search: which thread goes on, which choice is taken; the path of decisions, and the next path after
 * each execution. */
#include <string.h>
#include "internal.h"

static int lowest(uint64_t set)
{
    return __builtin_ctzll(set);
}

/* "The running thread goes on, or, where it cannot, the lowest-numbered that can." */
static int usual(uint64_t enabled, uint64_t weak)
{
    uint64_t others = enabled & ~(1ULL << RLX->last);
    int turn = rlx_turn(enabled);
    if (turn >= 0)
        return turn;
    if (RLX->others_first && others) {
        uint64_t above = others >> RLX->last << RLX->last;
        return lowest(above ? above : others);
    }
    if (enabled)
        return enabled >> RLX->last & 1 ? RLX->last : lowest(enabled);
    return weak >> RLX->last & 1 ? RLX->last : lowest(weak);
}

static void deviate(int alternative)
{
    if (RLX->deviations == RLX_MAX_DEVIATIONS) {
        RLX->dropped++;
        return;
    }
    RLX->deviation[RLX->deviations].position = RLX->depth;
    RLX->deviation[RLX->deviations++].alternative = alternative;
}

static void out_of_step(void)
{
    RLX->complete = 0;
    RLX->why_not = "the program is not deterministic: the same schedule did not lead to the same operations";
    rlx_end_execution(RLX_END_ASLEEP);
}

static void room(void)
{
    if (RLX->depth + 1 >= (RLX_EVENTS - RLX_NODES) / sizeof(struct rlx_node))
        rlx_die("one execution has too many steps for the search", "lower --max-steps");
}

/* What comes from here on is met without the look in vain, too. But what others would still have done, and
 * what of it could have come before the operation that ended the wait, will not be seen now: they are all
 * tried before it. */
static _Noreturn void end_repeating(void)
{
    uint32_t depth = RLX->depth;
    while (depth > 0 && RLX_NODE[depth - 1].alternatives)
        depth--;
    if (depth > 0)
        RLX_NODE[depth - 1].backtrack |= RLX_NODE[depth - 1].enabled & ~RLX_NODE[depth - 1].sleep;
    rlx_end_execution(RLX_END_ASLEEP);
}

static int tree_thread(uint64_t enabled, uint64_t weak)
{
    uint64_t all = enabled | weak;
    struct rlx_node *node = &RLX_NODE[RLX->depth];
    if (RLX->depth < RLX->forced) {
        if (node->alternatives || (node->enabled != all && (node->enabled | rlx_awaiting(enabled)) != all))
            out_of_step();
        return node->chosen;
    }
    if (RLX->repeats)
        end_repeating();
    room();
    uint64_t in_vain = rlx_awaiting(enabled);
    if (enabled & ~in_vain) {
        enabled &= ~in_vain;
        all &= ~in_vain;
    }
    uint64_t sleep = RLX->mode == RLX_DPOR ? RLX->sleep_now : 0;
    uint64_t candidates = all & ~sleep;
    if (!candidates)
        rlx_end_execution(RLX_END_ASLEEP);
    int id = usual(enabled & ~sleep, weak & ~sleep);
    node->alternatives = 0;
    node->enabled = all;
    node->sleep = sleep;
    node->chosen = (int16_t)id;
    node->backtrack = RLX->mode == RLX_DFS ? all : 1ULL << id;
    return id;
}

static int wanted(void)
{
    while (RLX->wanted_next < RLX->wanted && RLX->want[RLX->wanted_next].position < RLX->depth)
        RLX->wanted_next++;
    if (RLX->wanted_next < RLX->wanted && RLX->want[RLX->wanted_next].position == RLX->depth)
        return RLX->want[RLX->wanted_next++].alternative;
    return -1;
}

int rlx_decide(uint64_t enabled, uint64_t weak)
{
    int def = RLX->only_spurious ? -1
                                 : usual(enabled | (RLX->withheld ? rlx_withheld_ready() : 0),
                                         weak); /* -1: that is the end, unless the schedule says otherwise */
    RLX->only_spurious = 0;
    int id = def;
    RLX->active_node = RLX->depth;
    if (RLX->mode == RLX_DPOR || RLX->mode == RLX_DFS) {
        id = tree_thread(enabled, weak);
    } else if (RLX->mode == RLX_REPLAY && RLX->depth < RLX->random_from) {
        int want = wanted();
        if (want >= 0) {
            if (want < 64 && ((enabled | weak) >> want & 1))
                id = want;
            else
                RLX->astray = 1;
        }
        if (id < 0)
            rlx_end_execution(RLX_END_STUCK);
    } else {
        id = rlx_random_thread(enabled, weak);
    }
    if (id != def)
        deviate(id);
    RLX->others_first = 0;
    RLX->depth++;
    return id;
}

int rlx_decide_choice(int alternatives)
{
    int chosen = 0;
    struct rlx_node *node = &RLX_NODE[RLX->depth];
    if (RLX->mode == RLX_DPOR || RLX->mode == RLX_DFS) {
        if (RLX->depth < RLX->forced) {
            if (node->alternatives != alternatives)
                out_of_step();
            chosen = node->chosen;
        } else {
            room();
            node->alternatives = (int16_t)alternatives;
            node->chosen = 0;
        }
    } else if (RLX->mode == RLX_REPLAY && RLX->depth < RLX->random_from) {
        int want = wanted();
        if (want >= alternatives)
            RLX->astray = 1;
        else if (want >= 0)
            chosen = want;
    } else {
        chosen = rlx_random_choice(alternatives);
    }
    if (chosen)
        deviate(chosen);
    RLX->depth++;
    return chosen;
}

/* The deepest decision that has an alternative left takes it. 0: none is left. */
int rlx_next_path(void)
{
    for (uint32_t depth = RLX->depth; depth > 0; depth--) {
        struct rlx_node *node = &RLX_NODE[depth - 1];
        if (node->alternatives) {
            if (node->chosen + 1 < node->alternatives) {
                node->chosen++;
                RLX->forced = depth;
                return 1;
            }
            continue;
        }
        node->sleep |= 1ULL << node->chosen;
        uint64_t rest = node->backtrack & ~node->sleep;
        if (rest) {
            node->chosen = (int16_t)lowest(rest);
            RLX->forced = depth;
            return 1;
        }
    }
    return 0;
}
