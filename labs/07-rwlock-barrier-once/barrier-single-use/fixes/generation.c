/* SPDX-License-Identifier: MIT */
/* The barrier numbers its rounds: a thread waits for the end of its own round, which no later round can undo.
 */
#include <pthread.h>

#include "forecast.h"

static pthread_mutex_t count_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t round_over = PTHREAD_COND_INITIALIZER;
static int everybody;   /* read-only after forecast_start */
static int arrived;     /* protected by count_lock */
static unsigned rounds; /* protected by count_lock */

void forecast_start(int regions)
{
    everybody = regions;
}

void forecast_hour(void (*compute)(int region), int region)
{
    compute(region);
    pthread_mutex_lock(&count_lock);
    unsigned mine = rounds;
    arrived++;
    if (arrived == everybody) {
        arrived = 0;
        rounds++;
        pthread_cond_broadcast(&round_over);
    }
    while (rounds == mine)
        pthread_cond_wait(&round_over, &count_lock);
    pthread_mutex_unlock(&count_lock);
}
