/* SPDX-License-Identifier: MIT */
/* A lock that its owner may take again: it counts, and the last unlock lets others in. */
#define _GNU_SOURCE
#include <pthread.h>

#include "depot.h"

static pthread_mutex_t shelf = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
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
