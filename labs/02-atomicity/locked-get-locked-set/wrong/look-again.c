/* SPDX-License-Identifier: MIT */
/* Wrong: it looks a second time before it writes, and there is room after the second look as well. */
#include <pthread.h>

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

static void set(int team, int score)
{
    pthread_mutex_lock(&board_lock);
    scores[team] = score;
    pthread_mutex_unlock(&board_lock);
}

void score_add(int team, int points, void (*cheer)(int score))
{
    int old = get(team);
    int now = get(team);

    while (now != old) {
        old = now;
        now = get(team);
    }
    set(team, now + points);
    cheer(now + points);
}

int score_of(int team)
{
    return get(team);
}
