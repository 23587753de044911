/* SPDX-License-Identifier: MIT */
/* First the permit, then the lock: who sleeps holds nothing that another needs. */
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
    take(&places);
    pthread_mutex_lock(&shelf);
    board[put++ % SHELF_PLACES] = loaf;
    pthread_mutex_unlock(&shelf);
    sem_post(&loaves);
}

void shelf_take(void (*sell)(int loaf))
{
    pthread_once(&built, build);
    take(&loaves);
    pthread_mutex_lock(&shelf);
    int loaf = board[taken++ % SHELF_PLACES];
    pthread_mutex_unlock(&shelf);
    sem_post(&places);
    sell(loaf);
}
