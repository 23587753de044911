/* SPDX-License-Identifier: MIT */
/* Wrong: the sensor reads the value as it is now, and now is too early. */
#include <pthread.h>

#include "station.h"

static pthread_t sensors[STATION_SENSORS];
static void (*measure_with)(int offset);
static volatile int calibration;

static void *sensor(void *unused)
{
    (void)unused;
    measure_with(calibration);
    return NULL;
}

void station_start(int offset, void (*measure)(int offset))
{
    measure_with = measure;
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_create(&sensors[i], NULL, sensor, NULL);
    calibration = offset;
}

void station_stop(void)
{
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_join(sensors[i], NULL);
}
