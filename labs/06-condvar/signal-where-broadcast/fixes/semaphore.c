/* SPDX-License-Identifier: MIT */
/* Two counts instead of one state: free places for couriers, parcels for customers. */
#include <pthread.h>
#include <semaphore.h>

#include "locker.h"

static pthread_once_t built = PTHREAD_ONCE_INIT;
static sem_t places, parcels; /* together at most 1, so whoever has one of them is alone at the locker */
static int inside;

static void build(void)
{
    sem_init(&places, 0, 1);
    sem_init(&parcels, 0, 0);
}

static void take(sem_t *one)
{
    pthread_once(&built, build);
    while (sem_wait(one) != 0)
        ; /* a signal handler interrupted it: nothing is ours yet */
}

void locker_put(int parcel)
{
    take(&places);
    inside = parcel;
    sem_post(&parcels);
}

void locker_fetch(void (*unpack)(int parcel))
{
    take(&parcels);
    int parcel = inside;
    sem_post(&places);
    unpack(parcel);
}
