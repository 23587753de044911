/* SPDX-License-Identifier: MIT */
/* Wrong: until the last one is out the barrier still counts everybody as there, and who comes back runs
 * through. */
#include <pthread.h>

#include "forecast.h"

static pthread_mutex_t count_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;
static int everybody;     /* read-only after forecast_start */
static int arrived, left; /* protected by count_lock */

void forecast_start(int regions)
{
    everybody = regions;
}

void forecast_hour(void (*compute)(int region), int region)
{
    compute(region);
    pthread_mutex_lock(&count_lock);
    arrived++;
    if (arrived == everybody)
        pthread_cond_broadcast(&all_here);
    while (arrived < everybody)
        pthread_cond_wait(&all_here, &count_lock);
    left++;
    if (left == everybody)
        arrived = left = 0;
    pthread_mutex_unlock(&count_lock);
}
