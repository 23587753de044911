/* SPDX-License-Identifier: MIT */
/* A day in the tower: two lifts bring people to the canteen's floor. */
#include <pthread.h>
#include <racelab/lab.h>

#include "lift.h"

enum { CANTEEN = 2 };

static int rides;

static void ride(void)
{
    lab_begin("ride");
    lab_end("ride");
}

static void *lift(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int i = 0; i < rides; i++)
        lift_ride(CANTEEN, ride);
    return NULL;
}

int main(void)
{
    pthread_t east, west;

    rides = lab_scale(1, 20000);
    pthread_create(&east, NULL, lift, NULL);
    pthread_create(&west, NULL, lift, NULL);
    pthread_join(east, NULL);
    pthread_join(west, NULL);
    lab_overlap("ride", 2);

    long written = lift_rides(CANTEEN);
    lab_outcome("log=%s", written == 2L * rides ? "right" : "wrong");
    lab_always(written == 2L * rides, "every ride stands in the log once");
    return 0;
}
