/* SPDX-License-Identifier: MIT */
/* A bell for couriers and one for customers: a signal reaches only one who can use it. */
#include <pthread.h>

#include "locker.h"

static pthread_mutex_t locker = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t emptied = PTHREAD_COND_INITIALIZER; /* couriers sleep here */
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;  /* customers sleep here */
static int inside;                                        /* the parcel; 0: empty; protected by locker */

void locker_put(int parcel)
{
    pthread_mutex_lock(&locker);
    while (inside != 0)
        pthread_cond_wait(&emptied, &locker);
    inside = parcel;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&locker);
}

void locker_fetch(void (*unpack)(int parcel))
{
    pthread_mutex_lock(&locker);
    while (inside == 0)
        pthread_cond_wait(&filled, &locker);
    int parcel = inside;
    inside = 0;
    pthread_cond_signal(&emptied);
    pthread_mutex_unlock(&locker);
    unpack(parcel);
}
