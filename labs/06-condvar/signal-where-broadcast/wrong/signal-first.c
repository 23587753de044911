/* SPDX-License-Identifier: MIT */
/* Wrong: the signal is sent before the change, still to one, and still perhaps to the wrong one. */
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
    pthread_cond_signal(&changed);
    inside = parcel;
    pthread_mutex_unlock(&locker);
}

void locker_fetch(void (*unpack)(int parcel))
{
    pthread_mutex_lock(&locker);
    while (inside == 0)
        pthread_cond_wait(&changed, &locker);
    int parcel = inside;
    pthread_cond_signal(&changed);
    inside = 0;
    pthread_mutex_unlock(&locker);
    unpack(parcel);
}
