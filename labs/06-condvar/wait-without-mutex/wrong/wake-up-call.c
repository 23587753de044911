/* SPDX-License-Identifier: MIT */
/* Wrong: the bell is still missed, and an alarm clock every ten milliseconds hides it. */
#include <pthread.h>
#include <time.h>

#include "pass.h"

static pthread_mutex_t pass_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t wait_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
static int dishes[PASS_PLACES]; /* protected by pass_lock */
static int put, taken;          /* protected by pass_lock */

void pass_put(int table)
{
    pthread_mutex_lock(&pass_lock);
    dishes[put] = table;
    put++;
    pthread_mutex_unlock(&pass_lock);
    pthread_cond_signal(&bell);
}

static void wait_a_little(void)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 10000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&wait_lock);
    pthread_cond_timedwait(&bell, &wait_lock, &until);
    pthread_mutex_unlock(&wait_lock);
}

void pass_take(void (*carry)(int table))
{
    pthread_mutex_lock(&pass_lock);
    while (taken == put) {
        pthread_mutex_unlock(&pass_lock);
        wait_a_little();
        pthread_mutex_lock(&pass_lock);
    }
    int table = dishes[taken];
    taken++;
    pthread_mutex_unlock(&pass_lock);
    carry(table);
}
