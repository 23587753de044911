/* SPDX-License-Identifier: MIT */
/* The wait of a condition variable gives the mutex back while it sleeps, so waiting inside is allowed. */
#include <pthread.h>

#include "shelf.h"

static pthread_mutex_t shelf = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t place_free = PTHREAD_COND_INITIALIZER;
static pthread_cond_t loaf_there = PTHREAD_COND_INITIALIZER;
static int board[SHELF_PLACES]; /* protected by shelf */
static unsigned put, taken;     /* protected by shelf */

void shelf_put(int loaf)
{
    pthread_mutex_lock(&shelf);
    while (put - taken == SHELF_PLACES)
        pthread_cond_wait(&place_free, &shelf);
    board[put++ % SHELF_PLACES] = loaf;
    pthread_cond_signal(&loaf_there);
    pthread_mutex_unlock(&shelf);
}

void shelf_take(void (*sell)(int loaf))
{
    pthread_mutex_lock(&shelf);
    while (put == taken)
        pthread_cond_wait(&loaf_there, &shelf);
    int loaf = board[taken++ % SHELF_PLACES];
    pthread_cond_signal(&place_free);
    pthread_mutex_unlock(&shelf);
    sell(loaf);
}
