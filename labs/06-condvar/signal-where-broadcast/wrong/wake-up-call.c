/* SPDX-License-Identifier: MIT */
/* Wrong: the wrong one is still woken, and an alarm clock every ten milliseconds hides it. */
#include <pthread.h>
#include <time.h>

#include "locker.h"

static pthread_mutex_t locker = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int inside; /* the parcel; 0: empty; protected by locker */

static void wait_a_little(void)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 10000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_cond_timedwait(&changed, &locker, &until);
}

void locker_put(int parcel)
{
    pthread_mutex_lock(&locker);
    while (inside != 0)
        wait_a_little();
    inside = parcel;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&locker);
}

void locker_fetch(void (*unpack)(int parcel))
{
    pthread_mutex_lock(&locker);
    while (inside == 0)
        wait_a_little();
    int parcel = inside;
    inside = 0;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&locker);
    unpack(parcel);
}
