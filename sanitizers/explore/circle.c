/* SPDX-License-Identifier: MIT */
/* Circles: an execution that has come back to where it was need not be followed round again, but somebody has
 * to leave the circle at last. From each state that an execution came back to, once, the program is run on in
 * a random order: it ends, or it is a circle that nobody leaves, which the limit of steps tells. */
#include <string.h>
#include "internal.h"

#define SLOTS 65536u

static uint64_t *left; /* states that a way out was found from; 0: free */
static uint32_t used;
static int dead; /* one without a way out was found: that is enough */

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
    if (!dead && *slot_of(hash) != hash)
        RLX->circle = hash;
}

/* Runs the execution again up to there and on. 1: it did not end. */
static int runs_on(uint32_t from, int reports)
{
    RLX->random_from = from;
    RLX->reports_limit = reports;
    rlx_execute();
    RLX->random_from = UINT32_MAX;
    RLX->reports_limit = 0;
    return RLX->end == RLX_END_STEPS && !RLX->astray;
}

/* After an execution: did it meet a circle of which it is not known that somebody leaves it? */
void rlx_circle_follow(void)
{
    uint64_t hash = RLX->circle, random = RLX->random;
    uint32_t depth = RLX->depth;
    uint8_t mode = RLX->mode, end = RLX->end;
    int astray = RLX->astray;
    RLX->circle = 0;
    if (!hash || end != RLX_END_CYCLE || RLX->dropped || RLX->stop)
        return;
    RLX->wanted = RLX->deviations;
    memcpy(RLX->want, RLX->deviation, RLX->deviations * sizeof *RLX->want);
    RLX->mode = RLX_REPLAY;
    RLX->random = used; /* no number that has to do with addresses */
    RLX->astray = 0;
    if (runs_on(depth, 0) && runs_on(UINT32_MAX, 1)) {
        RLX->never_ended++;
        dead = 1;
    } else if (used < SLOTS / 2) {
        *slot_of(hash) = hash;
        used++;
    }
    RLX->mode = mode;
    RLX->depth = depth;
    RLX->random = random;
    RLX->end = end;
    RLX->astray = astray;
}
