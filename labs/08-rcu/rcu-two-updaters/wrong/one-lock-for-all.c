/* SPDX-License-Identifier: MIT */
/* Wrong: nothing can go wrong under one lock, and one person looks at a time. */
#include <pthread.h>

#include "board.h"

static pthread_mutex_t board_lock = PTHREAD_MUTEX_INITIALIZER;
static struct board current; /* protected by board_lock */

void board_thread_starts(void) {}

void board_thread_ends(void) {}

void board_open(void) {}

void board_close(void) {}

void board_look(void (*look)(const struct board *board))
{
    pthread_mutex_lock(&board_lock);
    look(&current);
    pthread_mutex_unlock(&board_lock);
}

void board_report(int line, int minutes)
{
    pthread_mutex_lock(&board_lock);
    current.late[line] = minutes;
    current.most = current.late[0] > current.late[1] ? current.late[0] : current.late[1];
    pthread_mutex_unlock(&board_lock);
}
