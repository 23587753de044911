/* SPDX-License-Identifier: MIT */
/* The sensors start early and sleep until the day is calibrated, which a flag under the mutex says. */
#include <pthread.h>
#include <stdbool.h>

#include "station.h"

static pthread_t sensors[STATION_SENSORS];
static void (*measure_with)(int offset);
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER; /* calibrated is true */
static bool calibrated;                                 /* protected by lock */
static int calibration;                                 /* protected by lock */

static void *sensor(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    while (!calibrated)
        pthread_cond_wait(&ready, &lock);
    int offset = calibration;
    pthread_mutex_unlock(&lock);
    measure_with(offset);
    return NULL;
}

void station_start(int offset, void (*measure)(int offset))
{
    measure_with = measure;
    calibrated = false; /* no sensor is running: yesterday's were joined */
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_create(&sensors[i], NULL, sensor, NULL);
    pthread_mutex_lock(&lock);
    calibration = offset;
    calibrated = true;
    pthread_cond_broadcast(&ready);
    pthread_mutex_unlock(&lock);
}

void station_stop(void)
{
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_join(sensors[i], NULL);
}
