/* SPDX-License-Identifier: MIT */
/* Shortens schedules: first every schedule with one deviation is run, then each that was found loses what it
 * can do without. */
#include <string.h>
#include "internal.h"

#define MOST_SINGLES  4000
#define MOST_PAIRS    20000
#define MOST_REMOVALS 400

static void run(const struct rlx_deviation *list, uint32_t n)
{
    memcpy(RLX->want, list, n * sizeof *list);
    RLX->wanted = n;
    rlx_execute();
}

/* All schedules with one deviation, and, where they are few, with two. */
static void sweep(void)
{
    struct rlx_deviation pair[2];
    run(pair, 0);
    uint32_t length = RLX->depth, width = RLX->most_threads;
    if (rlx_found_longest() <= 1 || (uint64_t)length * width > MOST_SINGLES)
        return;
    for (uint32_t i = 0; i < length * width; i++) {
        pair[0].position = i / width;
        pair[0].alternative = (int32_t)(i % width);
        run(pair, 1);
    }
    if (rlx_found_longest() <= 2 || (uint64_t)length * width * length * width / 2 > MOST_PAIRS)
        return;
    for (uint32_t i = 0; i < length * width; i++)
        for (uint32_t j = i / width * width + width; j < length * width; j++) {
            pair[0].position = i / width;
            pair[0].alternative = (int32_t)(i % width);
            pair[1].position = j / width;
            pair[1].alternative = (int32_t)(j % width);
            run(pair, 2);
        }
}

/* Tries each deviation of one schedule: does the same happen without it? */
static void thin(const char *(*schedule)(int), int index)
{
    static struct rlx_deviation *list, *shorter;
    if (!list) {
        list = rlx_misc_alloc(sizeof *list * RLX_MAX_DEVIATIONS);
        shorter = rlx_misc_alloc(sizeof *shorter * RLX_MAX_DEVIATIONS);
    }
    int runs = 0;
    const char *text = schedule(index);

    for (uint32_t from = 0; text && *text && runs < MOST_REMOVALS; runs++) {
        RLX->stacks_visible = 0;
        if (!rlx_schedule_parse(text) || RLX->wanted < 2 || from >= RLX->wanted)
            return;
        uint32_t n = RLX->wanted;
        memcpy(list, RLX->want, n * sizeof *list);
        uint32_t without = n - 1 - from;
        memcpy(shorter, list, without * sizeof *list);
        memcpy(shorter + without, list + without + 1, (n - 1 - without) * sizeof *list);
        run(shorter, n - 1);
        const char *now = schedule(index);
        if (now == text)
            from++;
        text = now;
    }
}

void rlx_shorten(void)
{
    uint8_t all = RLX->all_accesses;
    int stacks = RLX->stacks_visible;
    if (rlx_found_longest() <= 1 || rlx_found_slow())
        return;
    RLX->mode = RLX_REPLAY;
    RLX->spurious_limit = RLX->config.spurious;
    sweep();
    for (int i = 0; i < rlx_found_any(); i++) {
        thin(rlx_found_schedule, i);
        RLX->all_accesses = all;
        RLX->stacks_visible = stacks;
    }
    for (int i = 0; i < rlx_outcomes(); i++) {
        thin(rlx_outcome_schedule, i);
        RLX->all_accesses = all;
        RLX->stacks_visible = stacks;
    }
}
