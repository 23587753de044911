/* SPDX-License-Identifier: MIT */
/* A game: two scorers at the table enter points for the same team, one in twos and one in threes. */
#include <pthread.h>
#include <racelab/lab.h>

#include "score.h"

enum { HOME = 0 };

static int baskets;

static void cheer(int score)
{
    (void)score;
    lab_begin("cheer");
    lab_end("cheer");
}

static void *scorer_of_twos(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int i = 0; i < baskets; i++)
        score_add(HOME, 2, cheer);
    return NULL;
}

static void *scorer_of_threes(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int i = 0; i < baskets; i++)
        score_add(HOME, 3, cheer);
    return NULL;
}

int main(void)
{
    pthread_t twos, threes;

    baskets = lab_scale(1, 10000);
    pthread_create(&twos, NULL, scorer_of_twos, NULL);
    pthread_create(&threes, NULL, scorer_of_threes, NULL);
    pthread_join(twos, NULL);
    pthread_join(threes, NULL);
    lab_overlap("cheer", 2);

    int score = score_of(HOME);
    lab_outcome("score=%s", score == 5 * baskets ? "right" : "short");
    lab_always(score == 5 * baskets, "the score is the sum of all baskets");
    return 0;
}
