/* SPDX-License-Identifier: MIT */
/* Wrong: with so many places the baker never waits; a seller at an empty shelf does, and locks him out. */
#include <pthread.h>
#include <semaphore.h>

#include "shelf.h"

enum { PLACES = 4096 };

static pthread_once_t built = PTHREAD_ONCE_INIT;
static pthread_mutex_t shelf = PTHREAD_MUTEX_INITIALIZER;
static sem_t places, loaves;
static int board[PLACES];   /* protected by shelf */
static unsigned put, taken; /* protected by shelf */

static void build(void)
{
    sem_init(&places, 0, PLACES);
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
    take(&places);
    board[put++ % PLACES] = loaf;
    sem_post(&loaves);
    pthread_mutex_unlock(&shelf);
}

void shelf_take(void (*sell)(int loaf))
{
    pthread_once(&built, build);
    pthread_mutex_lock(&shelf);
    take(&loaves);
    int loaf = board[taken++ % PLACES];
    sem_post(&places);
    pthread_mutex_unlock(&shelf);
    sell(loaf);
}
