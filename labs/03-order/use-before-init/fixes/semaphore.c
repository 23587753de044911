/* SPDX-License-Identifier: MIT */
/* The sensors start early and wait for a permit each; the offset is written before it is given. */
#include <pthread.h>
#include <semaphore.h>

#include "station.h"

static pthread_t sensors[STATION_SENSORS];
static void (*measure_with)(int offset);
static sem_t calibrated;
static int calibration; /* written before calibrated is posted */

static void *sensor(void *unused)
{
    (void)unused;
    while (sem_wait(&calibrated) != 0)
        ; /* a signal handler interrupted it: not calibrated yet */
    measure_with(calibration);
    return NULL;
}

void station_start(int offset, void (*measure)(int offset))
{
    measure_with = measure;
    sem_init(&calibrated, 0, 0);
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_create(&sensors[i], NULL, sensor, NULL);
    calibration = offset;
    for (int i = 0; i < STATION_SENSORS; i++)
        sem_post(&calibrated);
}

void station_stop(void)
{
    for (int i = 0; i < STATION_SENSORS; i++)
        pthread_join(sensors[i], NULL);
    sem_destroy(&calibrated);
}
