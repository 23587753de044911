/* SPDX-License-Identifier: MIT */
/* One mutex for the pass: whoever looks, waits, puts or takes holds it, and only the wait lets it go. */
#include <pthread.h>

#include "pass.h"

static pthread_mutex_t pass_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER; /* put has grown */
static int dishes[PASS_PLACES];                        /* protected by pass_lock */
static int put, taken;                                 /* protected by pass_lock */

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
    int table = dishes[taken];
    taken++;
    pthread_mutex_unlock(&pass_lock);
    carry(table);
}
