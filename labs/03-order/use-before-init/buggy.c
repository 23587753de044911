/* SPDX-License-Identifier: MIT */
/* The station: start the sensors, then calibrate them. */
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
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_create(&sensors[i], NULL, sensor, NULL);
    calibration = offset; /* TODO(lab): some readings are made with an old offset */
}

void station_stop(void)
{
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_join(sensors[i], NULL);
}
