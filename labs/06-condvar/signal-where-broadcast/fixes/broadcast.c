/* SPDX-License-Identifier: MIT */
/* Everybody in front of the locker is woken, and each looks whether it is something for him. */
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
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&locker);
}

void locker_fetch(void (*unpack)(int parcel))
{
    pthread_mutex_lock(&locker);
    while (inside == 0)
        pthread_cond_wait(&changed, &locker);
    int parcel = inside;
    inside = 0;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&locker);
    unpack(parcel);
}
