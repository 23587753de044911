/* SPDX-License-Identifier: MIT */
/* Wrong: the waiter keeps the pass locked until the dish is on the table, and the kitchen stands still. */
#include <pthread.h>

#include "pass.h"

static pthread_mutex_t pass_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
static int dishes[PASS_PLACES];
static int put, taken;

void pass_put(int table)
{
    pthread_mutex_lock(&pass_lock);
    dishes[put] = table;
    put++;
    pthread_cond_signal(&bell);
    pthread_mutex_unlock(&pass_lock);
}

void pass_take(void (*carry)(int table))
{
    pthread_mutex_lock(&pass_lock);
    while (taken == put)
        pthread_cond_wait(&bell, &pass_lock);
    carry(dishes[taken]);
    taken++;
    pthread_mutex_unlock(&pass_lock);
}
