/* SPDX-License-Identifier: MIT */
/* Executions without an end. One that has come back to where it was need not be followed round again, but
 * somebody has to leave the circle at last: from each such state, once, the program is run on in a random
 * order. Where that does not end, or an execution of the search itself ran up to the limit of steps, the
 * shortest beginning of its schedule is looked for after which the program does not end, and that is what is
 * told. */
#include <string.h>
#include "internal.h"

#define SLOTS 65536u

static uint64_t *left; /* states that a way out was found from; 0: free */
static uint32_t used;
static int told; /* one execution without an end is enough */

static uint64_t *slot_of(uint64_t hash)
{
    uint32_t i = (uint32_t)(hash >> 32) % SLOTS;
    while (left[i] && left[i] != hash)
        i = (i + 1) % SLOTS;
    return &left[i];
}

/* The execution is to end: it is before its decision RLX->depth in a state that it was in before. */
void rlx_circle_met(uint64_t hash)
{
    hash |= 1;
    if (!left)
        left = rlx_misc_alloc(sizeof *left * SLOTS);
    if (!told && *slot_of(hash) != hash)
        RLX->circle = hash;
}

/* Runs the schedule's first deviations again, from a decision on in a random order. 1: it did not end. */
static int runs_on(const struct rlx_deviation *schedule, uint32_t deviations, uint32_t from, int tells)
{
    memcpy(RLX->want, schedule, deviations * sizeof *RLX->want);
    RLX->wanted = deviations;
    RLX->astray = 0;
    RLX->random_from = from;
    RLX->tells_endless = tells;
    rlx_execute();
    RLX->random_from = UINT32_MAX;
    RLX->tells_endless = 0;
    return RLX->end == RLX_END_STEPS && !RLX->astray;
}

static int tell_shortest(const struct rlx_deviation *schedule, uint32_t deviations)
{
    for (uint32_t few = 0, step = 1; few < deviations; few += step, step += step / 2 + 1)
        if (runs_on(schedule, few, UINT32_MAX, 1))
            return 1;
    return runs_on(schedule, deviations, UINT32_MAX, 1);
}

static void follow(uint64_t circle, uint32_t depth)
{
    static struct rlx_deviation *schedule;
    uint32_t deviations = RLX->deviations;
    if (!schedule)
        schedule = rlx_misc_alloc(sizeof *schedule * RLX_MAX_DEVIATIONS);
    memcpy(schedule, RLX->deviation, deviations * sizeof *schedule);
    RLX->mode = RLX_REPLAY;
    RLX->random = used; /* no number that has to do with addresses */
    if ((!circle || runs_on(schedule, deviations, depth, 0)) && tell_shortest(schedule, deviations)) {
        RLX->never_ended++;
        told = 1;
    } else if (circle && used < SLOTS / 2) {
        *slot_of(circle) = circle;
        used++;
    }
}

/* After an execution: did it meet a circle of which it is not known that somebody leaves it, or the limit? */
void rlx_circle_follow(void)
{
    uint64_t circle = RLX->end == RLX_END_CYCLE ? RLX->circle : 0, random = RLX->random;
    uint32_t depth = RLX->depth;
    uint8_t mode = RLX->mode, end = RLX->end;
    int astray = RLX->astray, endless = RLX->endless;
    RLX->circle = 0;
    RLX->endless = 0;
    if ((!circle && !endless) || told || RLX->dropped || RLX->stop)
        return;
    follow(circle, depth);
    RLX->mode = mode;
    RLX->depth = depth;
    RLX->random = random;
    RLX->end = end;
    RLX->astray = astray;
}
