/* SPDX-License-Identifier: MIT */
/* The lock says so when it is ours already, and then whoever took it gives it back. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>

#include "depot.h"

static pthread_mutex_t shelf = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;
static int left, ordered; /* protected by shelf */

void depot_put(int crates)
{
    bool ours = pthread_mutex_lock(&shelf) == EDEADLK;
    left += crates;
    if (!ours)
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
