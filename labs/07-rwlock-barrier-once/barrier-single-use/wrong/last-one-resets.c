/* SPDX-License-Identifier: MIT */
/* Wrong: everybody waits for the count to become nothing, and the first of the next hour has made it one
 * again. */
#include <pthread.h>

#include "forecast.h"

static pthread_mutex_t count_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;
static int everybody; /* read-only after forecast_start */
static int arrived;   /* protected by count_lock */

void forecast_start(int regions)
{
    everybody = regions;
}

void forecast_hour(void (*compute)(int region), int region)
{
    compute(region);
    pthread_mutex_lock(&count_lock);
    arrived++;
    if (arrived == everybody) {
        arrived = 0;
        pthread_cond_broadcast(&all_here);
    }
    while (arrived != 0)
        pthread_cond_wait(&all_here, &count_lock);
    pthread_mutex_unlock(&count_lock);
}
