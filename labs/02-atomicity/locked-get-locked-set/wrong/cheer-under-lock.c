/* SPDX-License-Identifier: MIT */
/* Wrong: the board is locked until the crowd is quiet again, and the game waits. */
#include <pthread.h>

#include "score.h"

static pthread_mutex_t board_lock = PTHREAD_MUTEX_INITIALIZER;
static int scores[SCORE_TEAMS];

void score_add(int team, int points, void (*cheer)(int score))
{
    pthread_mutex_lock(&board_lock);
    scores[team] += points;
    cheer(scores[team]);
    pthread_mutex_unlock(&board_lock);
}

static int get(int team)
{
    pthread_mutex_lock(&board_lock);
    int score = scores[team];
    pthread_mutex_unlock(&board_lock);
    return score;
}

int score_of(int team)
{
    return get(team);
}
