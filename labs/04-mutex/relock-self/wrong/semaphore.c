/* SPDX-License-Identifier: MIT */
/* Wrong: a semaphore does not know who holds it, so it cannot let its holder in either. */
#include <pthread.h>
#include <semaphore.h>

#include "depot.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t shelf;
static int left, ordered; /* protected by shelf */

static void make(void)
{
    sem_init(&shelf, 0, 1);
}

static void lock(void)
{
    pthread_once(&once, make);
    sem_wait(&shelf);
}

void depot_put(int crates)
{
    lock();
    left += crates;
    sem_post(&shelf);
}

void depot_take(void (*load)(void))
{
    lock();
    if (left == 0) {
        ordered++;
        depot_put(DEPOT_BATCH);
    }
    left--;
    sem_post(&shelf);
    load();
}

int depot_left(void)
{
    lock();
    int now = left;
    sem_post(&shelf);
    return now;
}

int depot_ordered(void)
{
    lock();
    int now = ordered;
    sem_post(&shelf);
    return now;
}
