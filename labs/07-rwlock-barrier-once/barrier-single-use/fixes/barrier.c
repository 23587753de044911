/* SPDX-License-Identifier: MIT */
/* The barrier of the library, which may be used again at once. */
#include <pthread.h>

#include "forecast.h"

static pthread_barrier_t hour_over;

void forecast_start(int regions)
{
    pthread_barrier_init(&hour_over, NULL, (unsigned)regions);
}

void forecast_hour(void (*compute)(int region), int region)
{
    compute(region);
    pthread_barrier_wait(&hour_over);
}
