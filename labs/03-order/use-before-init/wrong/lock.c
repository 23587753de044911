/* SPDX-License-Identifier: MIT */
/* Wrong: the lock keeps the two apart, and says nothing about who comes first. */
#include <pthread.h>

#include "station.h"

static pthread_t sensors[STATION_SENSORS];
static void (*measure_with)(int offset);
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int calibration;

static void *sensor(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    int offset = calibration;
    pthread_mutex_unlock(&lock);
    measure_with(offset);
    return NULL;
}

void station_start(int offset, void (*measure)(int offset))
{
    measure_with = measure;
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_create(&sensors[i], NULL, sensor, NULL);
    pthread_mutex_lock(&lock);
    calibration = offset;
    pthread_mutex_unlock(&lock);
}

void station_stop(void)
{
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_join(sensors[i], NULL);
}
