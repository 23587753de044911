/* SPDX-License-Identifier: MIT */
/* The work is in a helper that expects the lock; the lock is in the functions that others call. */
#include <pthread.h>

#include "depot.h"

static pthread_mutex_t shelf = PTHREAD_MUTEX_INITIALIZER;
static int left, ordered; /* protected by shelf */

/* With shelf held. */
static void put(int crates)
{
    left += crates;
}

void depot_put(int crates)
{
    pthread_mutex_lock(&shelf);
    put(crates);
    pthread_mutex_unlock(&shelf);
}

void depot_take(void (*load)(void))
{
    pthread_mutex_lock(&shelf);
    if (left == 0) {
        ordered++;
        put(DEPOT_BATCH);
    }
    left--;
    pthread_mutex_unlock(&shelf);
    load();
}

int depot_left(void)
{
    pthread_mutex_lock(&shelf);
    int now = left;
    pthread_mutex_unlock(&shelf);
    return now;
}

int depot_ordered(void)
{
    pthread_mutex_lock(&shelf);
    int now = ordered;
    pthread_mutex_unlock(&shelf);
    return now;
}
