/* SPDX-License-Identifier: MIT */
/* Wrong: the value is right, and until it comes the sensor keeps a processor busy. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "station.h"

static pthread_t sensors[STATION_SENSORS];
static void (*measure_with)(int offset);
static atomic_int calibrated;
static int calibration;

static void *sensor(void *unused)
{
    (void)unused;
    while (!atomic_load(&calibrated))
        sched_yield();
    measure_with(calibration);
    return NULL;
}

void station_start(int offset, void (*measure)(int offset))
{
    measure_with = measure;
    atomic_store(&calibrated, 0);
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_create(&sensors[i], NULL, sensor, NULL);
    calibration = offset;
    atomic_store(&calibrated, 1);
}

void station_stop(void)
{
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_join(sensors[i], NULL);
}
