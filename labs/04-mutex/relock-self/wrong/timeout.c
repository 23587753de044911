/* SPDX-License-Identifier: MIT */
/* Wrong: it waits a while for itself, and goes on as if it had got the lock. */
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "depot.h"

static pthread_mutex_t shelf = PTHREAD_MUTEX_INITIALIZER;
static int left, ordered; /* protected by shelf */

void depot_put(int crates)
{
    struct timespec soon;
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_nsec += 1000000;
    soon.tv_sec += soon.tv_nsec / 1000000000;
    soon.tv_nsec %= 1000000000;
    bool mine = pthread_mutex_timedlock(&shelf, &soon) == 0;
    left += crates;
    if (mine)
        pthread_mutex_unlock(&shelf);
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
