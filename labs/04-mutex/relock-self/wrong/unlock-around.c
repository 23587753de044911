/* SPDX-License-Identifier: MIT */
/* Wrong: while the lock is open for the helper, the other truck finds the shelf empty too. */
#include <pthread.h>

#include "depot.h"

static pthread_mutex_t shelf = PTHREAD_MUTEX_INITIALIZER;
static int left, ordered; /* protected by shelf */

void depot_put(int crates)
{
    pthread_mutex_lock(&shelf);
    left += crates;
    pthread_mutex_unlock(&shelf);
}

void depot_take(void (*load)(void))
{
    pthread_mutex_lock(&shelf);
    if (left == 0) {
        ordered++;
        pthread_mutex_unlock(&shelf);
        depot_put(DEPOT_BATCH);
        pthread_mutex_lock(&shelf);
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
