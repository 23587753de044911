/* SPDX-License-Identifier: MIT */
/* The phases of a search: what is run in which order, and how the budget is shared out.
 *
 * dpor, dfs: without spurious wakeups first; then, if the program waits for condition variables, once more
 * with one in each execution. auto: dpor; where that does not end, random strategies with the rest of the
 * budget. A data race that has led to nothing visible is pursued with every access a scheduling point. Last,
 * each schedule is shortened. */
#include "internal.h"

/* Steps, on average, that an execution may have before the budget counts as used up. */
#define STEPS_EACH 200

/* Executions spent on a race. */
#define PURSUIT       2000
#define PURSUIT_STEPS 500000

void rlx_incomplete(const char *why)
{
    if (RLX->complete)
        RLX->why_not = why;
    RLX->complete = 0;
}

static void run_one(void)
{
    rlx_execute();
    RLX->executions++;
    RLX->total_steps += RLX->steps;
    if (RLX->end == RLX_END_ASLEEP)
        RLX->asleep++;
    if (RLX->end == RLX_END_STEPS || RLX->end == RLX_END_CPU)
        RLX->never_ended++;
    if (RLX->end == RLX_END_RESTART)
        return;
    rlx_deps_end();
    rlx_lab_end_execution();
    rlx_progress();
}

static uint64_t left(void)
{
    return RLX->executions < RLX->config.budget ? RLX->config.budget - RLX->executions : 0;
}

/* Every path of the tree, at most `budget` of them. 1: all were run. */
static int tree(int mode, uint64_t budget)
{
    uint32_t longest = 0;
    RLX->mode = (uint8_t)mode;
    RLX->forced = 0;
    for (uint64_t done = 0; done < budget && RLX->total_steps < RLX->steps_until; done++) {
        run_one();
        rlx_circle_follow();
        if (RLX->stop)
            return 0;
        if (RLX->end == RLX_END_RESTART) {
            RLX->forced = 0;
            continue;
        }
        if (RLX->end == RLX_END_EXIT && RLX->depth > longest)
            longest = RLX->depth;
        if (RLX->end == RLX_END_STEPS && RLX->depth > 2 * longest + 100)
            RLX->depth = 2 * longest + 100; /* what does not end is not searched to its end */
        if (!rlx_next_path())
            return 1;
    }
    return 0;
}

static int tree_in_phases(int mode, uint64_t budget)
{
    uint64_t until = RLX->executions + budget;
    RLX->spurious_limit = 0;
    if (!tree(mode, budget))
        return 0;
    if (!RLX->config.spurious || !RLX->slept)
        return 1;
    RLX->spurious_limit = RLX->config.spurious;
    return until > RLX->executions && tree(mode, until - RLX->executions);
}

static void randomly(int mode, uint64_t budget)
{
    RLX->mode = (uint8_t)mode;
    RLX->forced = 0;
    for (uint64_t done = 0; done < budget && !RLX->stop && RLX->total_steps < RLX->steps_until; done++) {
        rlx_random_begin(done);
        RLX->spurious_limit = done % 2 ? RLX->config.spurious : 0;
        run_one();
        rlx_circle_follow();
    }
}

/* A race was found, and nothing that anybody would notice: with every access visible its consequence may be.
 */
static void pursue(void)
{
    if (!rlx_found_only_races() || RLX->config.all_accesses || RLX->stop)
        return;
    RLX->all_accesses = 1;
    RLX->stacks_visible = RLX->stacks_shared;
    uint64_t budget = left() < PURSUIT ? PURSUIT : left();
    if (budget > 4 * PURSUIT)
        budget = 4 * PURSUIT;
    int complete = RLX->complete;
    const char *why_not = RLX->why_not;
    uint64_t never_ended = RLX->never_ended;
    RLX->steps_until = RLX->total_steps + PURSUIT_STEPS;
    tree(RLX_DPOR, budget / 2);
    RLX->steps_until = RLX->total_steps + PURSUIT_STEPS;
    randomly(RLX_POS, budget / 4);
    RLX->steps_until = RLX->total_steps + PURSUIT_STEPS;
    randomly(RLX_PCT, budget / 4);
    RLX->steps_until = UINT64_MAX;
    RLX->never_ended = never_ended;
    RLX->complete = complete;
    RLX->why_not = why_not;
    RLX->all_accesses = 0;
}

static const char used_up[] = "the budget of executions was used up before every interleaving was covered";

static void automatic(void)
{
    RLX->track = 1;
    uint64_t share = RLX->config.budget - RLX->config.budget / 3;
    RLX->steps_until = share * STEPS_EACH;
    int all = tree_in_phases(RLX_DPOR, share);
    if (!all || (RLX->never_ended && !RLX->stop && !RLX->new_findings)) {
        rlx_incomplete(RLX->never_ended ? "an execution did not end within the limit of steps" : used_up);
        RLX->steps_until = RLX->total_steps + share * STEPS_EACH / 4;
        randomly(RLX_POS, left() / 2);
        RLX->steps_until = RLX->total_steps + share * STEPS_EACH / 4;
        randomly(RLX_PCT, left());
    }
    RLX->steps_until = UINT64_MAX;
    pursue();
}

void rlx_search(void)
{
    const struct rlx_config *config = &RLX->config;
    RLX->complete = 1;
    RLX->steps_until = UINT64_MAX;
    RLX->random = config->seed;
    RLX->random_from = UINT32_MAX;
    RLX->track = config->strategy == RLX_DPOR;
    RLX->spurious_limit = config->spurious;
    if (config->strategy == RLX_REPLAY) {
        RLX->mode = RLX_REPLAY;
        RLX->track = 1;
        run_one();
        rlx_incomplete("one schedule was replayed");
        return;
    }
    if (config->automatic) {
        automatic();
    } else if (config->strategy == RLX_DPOR || config->strategy == RLX_DFS) {
        if (!tree_in_phases(config->strategy, config->budget))
            rlx_incomplete(used_up);
    } else {
        randomly(config->strategy, config->budget);
        rlx_incomplete("random interleavings were run, not every one");
    }
    rlx_shorten();
}
