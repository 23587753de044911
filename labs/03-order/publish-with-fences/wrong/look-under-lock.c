/* SPDX-License-Identifier: MIT */
/* Wrong: nobody reports anything, and all displays of the station queue for one another.
 * LAB-ANSWER: c */
#include <pthread.h>

#include "board.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct board current;
static int announced;

void board_announce(int track, int minute)
{
    pthread_mutex_lock(&lock);
    current.track = track;
    current.minute = minute;
    announced = 1;
    pthread_mutex_unlock(&lock);
}

int board_look(void (*look)(const struct board *))
{
    pthread_mutex_lock(&lock);
    int there = announced;
    if (there)
        look(&current);
    pthread_mutex_unlock(&lock);
    return there;
}
