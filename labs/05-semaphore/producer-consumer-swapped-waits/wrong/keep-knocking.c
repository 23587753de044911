/* SPDX-License-Identifier: MIT */
/* Wrong: nobody sleeps with the lock, because nobody sleeps: all day long they open and close the door. */
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>

#include "shelf.h"

static pthread_mutex_t shelf = PTHREAD_MUTEX_INITIALIZER;
static int board[SHELF_PLACES]; /* protected by shelf */
static unsigned put, taken;     /* protected by shelf */

void shelf_put(int loaf)
{
    bool done = false;

    while (!done) {
        pthread_mutex_lock(&shelf);
        done = put - taken < SHELF_PLACES;
        if (done)
            board[put++ % SHELF_PLACES] = loaf;
        pthread_mutex_unlock(&shelf);
        if (!done)
            sched_yield();
    }
}

void shelf_take(void (*sell)(int loaf))
{
    int loaf = -1;

    while (loaf < 0) {
        pthread_mutex_lock(&shelf);
        if (put != taken)
            loaf = board[taken++ % SHELF_PLACES];
        pthread_mutex_unlock(&shelf);
        if (loaf < 0)
            sched_yield();
    }
    sell(loaf);
}
