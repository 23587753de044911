/* SPDX-License-Identifier: MIT */
/* The pointer is read and written under one mutex; the board that it leads to never changes again.
 * LAB-ANSWER: c */
#include <pthread.h>
#include <stddef.h>

#include "board.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct board slots[BOARD_MOST];
static int used;                    /* the timetable's */
static const struct board *current; /* protected by lock */

void board_announce(int track, int minute)
{
    struct board *next = &slots[used++];

    next->track = track;
    next->minute = minute;
    pthread_mutex_lock(&lock);
    current = next;
    pthread_mutex_unlock(&lock);
}

int board_look(void (*look)(const struct board *))
{
    pthread_mutex_lock(&lock);
    const struct board *now = current;
    pthread_mutex_unlock(&lock);
    if (now == NULL)
        return 0;
    look(now);
    return 1;
}
