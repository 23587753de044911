/* SPDX-License-Identifier: MIT */
/* Wrong: it notices that another scorer was faster, and then does nothing about it. */
#include <pthread.h>
#include <stdbool.h>

#include "score.h"

static pthread_mutex_t board_lock = PTHREAD_MUTEX_INITIALIZER;
static int scores[SCORE_TEAMS];

static int get(int team)
{
    pthread_mutex_lock(&board_lock);
    int score = scores[team];
    pthread_mutex_unlock(&board_lock);
    return score;
}

static bool replace(int team, int old, int new)
{
    pthread_mutex_lock(&board_lock);
    bool same = scores[team] == old;
    if (same)
        scores[team] = new;
    pthread_mutex_unlock(&board_lock);
    return same;
}

void score_add(int team, int points, void (*cheer)(int score))
{
    int old = get(team);

    if (replace(team, old, old + points))
        cheer(old + points);
}

int score_of(int team)
{
    return get(team);
}
