/* SPDX-License-Identifier: MIT */
/* The shelf: a mutex for the board, one semaphore for free places, one for loaves. */
#include <pthread.h>
#include <semaphore.h>

#include "shelf.h"

static pthread_once_t built = PTHREAD_ONCE_INIT;
static pthread_mutex_t shelf = PTHREAD_MUTEX_INITIALIZER;
static sem_t places, loaves;
static int board[SHELF_PLACES]; /* protected by shelf */
static unsigned put, taken;     /* protected by shelf */

static void build(void)
{
    sem_init(&places, 0, SHELF_PLACES);
    sem_init(&loaves, 0, 0);
}

static void take(sem_t *one)
{
    while (sem_wait(one) != 0)
        ; /* a signal handler interrupted it: nothing is ours yet */
}

void shelf_put(int loaf)
{
    pthread_once(&built, build);
    pthread_mutex_lock(&shelf);
    take(&places); /* TODO(lab): on some mornings the shop stands still */
    board[put++ % SHELF_PLACES] = loaf;
    sem_post(&loaves);
    pthread_mutex_unlock(&shelf);
}

void shelf_take(void (*sell)(int loaf))
{
    pthread_once(&built, build);
    pthread_mutex_lock(&shelf);
    take(&loaves);
    int loaf = board[taken++ % SHELF_PLACES];
    sem_post(&places);
    pthread_mutex_unlock(&shelf);
    sell(loaf);
}
