/* SPDX-License-Identifier: MIT */
/* Wrong: nothing races and no dish is forgotten, but a waiter with nothing to do runs to the pass all
 * evening. */
#include <pthread.h>
#include <sched.h>

#include "pass.h"

static pthread_mutex_t pass_lock = PTHREAD_MUTEX_INITIALIZER;
static int dishes[PASS_PLACES];
static int put, taken;

void pass_put(int table)
{
    pthread_mutex_lock(&pass_lock);
    dishes[put] = table;
    put++;
    pthread_mutex_unlock(&pass_lock);
}

void pass_take(void (*carry)(int table))
{
    pthread_mutex_lock(&pass_lock);
    while (taken == put) {
        pthread_mutex_unlock(&pass_lock);
        sched_yield();
        pthread_mutex_lock(&pass_lock);
    }
    int table = dishes[taken];
    taken++;
    pthread_mutex_unlock(&pass_lock);
    carry(table);
}
