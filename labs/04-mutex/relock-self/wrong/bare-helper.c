/* SPDX-License-Identifier: MIT */
/* Wrong: the helper leaves the lock to its caller, and the shop, which calls it too, has none. */
#include <pthread.h>

#include "depot.h"

static pthread_mutex_t shelf = PTHREAD_MUTEX_INITIALIZER;
static int left, ordered; /* protected by shelf */

void depot_put(int crates)
{
    left += crates;
}

void depot_take(void (*load)(void))
{
    pthread_mutex_lock(&shelf);
    if (left == 0) {
        ordered++;
        depot_put(DEPOT_BATCH);
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
