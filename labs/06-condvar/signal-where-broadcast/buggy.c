/* SPDX-License-Identifier: MIT */
/* The locker: whoever changes it rings for one of those who wait in front of it. */
#include <pthread.h>

#include "locker.h"

static pthread_mutex_t locker = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int inside; /* the parcel; 0: empty; protected by locker */

void locker_put(int parcel)
{
    pthread_mutex_lock(&locker);
    while (inside != 0)
        pthread_cond_wait(&changed, &locker);
    inside = parcel;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&locker);
}

void locker_fetch(void (*unpack)(int parcel))
{
    pthread_mutex_lock(&locker);
    while (inside == 0)
        pthread_cond_wait(&changed, &locker);
    int parcel = inside;
    inside = 0;
    pthread_cond_signal(&changed); /* TODO(lab): on some days everybody sleeps */
    pthread_mutex_unlock(&locker);
    unpack(parcel);
}
