/* SPDX-License-Identifier: MIT */
/* A day at the locker: a courier who brings every parcel, and two customers who fetch them. */
#include <pthread.h>
#include <racelab/lab.h>

#include "locker.h"

enum { MOST = 2048 };

static int parcels;
static int fetched[MOST + 1]; /* relaxed atomics: they order nothing, so they hide no race */

static void unpack(int parcel)
{
    lab_begin("unpack");
    if (parcel > 0 && parcel <= MOST)
        __atomic_fetch_add(&fetched[parcel], 1, __ATOMIC_RELAXED);
    lab_end("unpack");
}

static void *courier(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int parcel = 1; parcel <= parcels; parcel++)
        locker_put(parcel);
    return NULL;
}

static void *customer(void *share)
{
    lab_meet(0);
    for (int i = 0; i < *(int *)share; i++)
        locker_fetch(unpack);
    return NULL;
}

int main(void)
{
    static int share[2];
    pthread_t threads[3];
    int right = 1;

    parcels = lab_scale(2, 1000);
    share[0] = parcels / 2;
    share[1] = parcels - share[0];
    pthread_create(&threads[0], NULL, courier, NULL);
    pthread_create(&threads[1], NULL, customer, &share[0]);
    pthread_create(&threads[2], NULL, customer, &share[1]);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("unpack", 2);

    for (int parcel = 1; parcel <= parcels; parcel++)
        right = right && fetched[parcel] == 1;
    lab_outcome("parcels=%s", right ? "right" : "wrong");
    lab_always(right, "each parcel is fetched once");
    return 0;
}
