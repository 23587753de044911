/* SPDX-License-Identifier: MIT */
/* get and set stay apart, but a score is replaced only if it is still the one that was read. */
#include <pthread.h>
#include <stdbool.h>

#include "score.h"

static pthread_mutex_t board_lock = PTHREAD_MUTEX_INITIALIZER;
static int scores[SCORE_TEAMS]; /* protected by board_lock */

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
    int old;

    do {
        old = get(team);
    } while (
        !replace(team, old, old + points)); /* another scorer was faster: the sum must be worked out anew */
    cheer(old + points);
}

int score_of(int team)
{
    return get(team);
}
