/* SPDX-License-Identifier: MIT */
/* Wrong: each half is now protected twice, and there are still two halves. */
#include <pthread.h>
#include <stdatomic.h>

#include "score.h"

static pthread_mutex_t board_lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int scores[SCORE_TEAMS];

static int get(int team)
{
    pthread_mutex_lock(&board_lock);
    int score = scores[team];
    pthread_mutex_unlock(&board_lock);
    return score;
}

static void set(int team, int score)
{
    pthread_mutex_lock(&board_lock);
    scores[team] = score;
    pthread_mutex_unlock(&board_lock);
}

void score_add(int team, int points, void (*cheer)(int score))
{
    int score = get(team) + points;
    set(team, score);
    cheer(score);
}

int score_of(int team)
{
    return get(team);
}
