/* SPDX-License-Identifier: MIT */
/* Wrong: each sensor has a thread, and the second starts when the first has finished. */
#include <pthread.h>

#include "station.h"

static void (*measure_with)(int offset);
static int calibration;

static void *sensor(void *unused)
{
    (void)unused;
    measure_with(calibration);
    return NULL;
}

void station_start(int offset, void (*measure)(int offset))
{
    measure_with = measure;
    calibration = offset;
    for (int i = 0; i < STATION_SENSORS; i++) {
        pthread_t one;
        pthread_create(&one, NULL, sensor, NULL);
        pthread_join(one, NULL);
    }
}

void station_stop(void) {}
