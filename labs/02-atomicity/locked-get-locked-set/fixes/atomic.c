/* SPDX-License-Identifier: MIT */
/* A score is one number, so one indivisible addition is the whole change. */
#include <stdatomic.h>

#include "score.h"

static atomic_int scores[SCORE_TEAMS];

void score_add(int team, int points, void (*cheer)(int score))
{
    cheer(atomic_fetch_add(&scores[team], points) + points);
}

int score_of(int team)
{
    return atomic_load(&scores[team]);
}
