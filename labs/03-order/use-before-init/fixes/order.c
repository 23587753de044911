/* SPDX-License-Identifier: MIT */
/* Calibrated first, started then: a new thread sees all that was written before it was created. */
#include <pthread.h>

#include "station.h"

static pthread_t sensors[STATION_SENSORS];
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
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_create(&sensors[i], NULL, sensor, NULL);
}

void station_stop(void)
{
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_join(sensors[i], NULL);
}
