/* SPDX-License-Identifier: MIT */
/* One door at a time counts: a mutex makes reading, adding and writing back one step. */
#include <pthread.h>

#include "counter.h"

static pthread_mutex_t visitors_lock = PTHREAD_MUTEX_INITIALIZER;
static long visitors; /* protected by visitors_lock */

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    pthread_mutex_lock(&visitors_lock);
    visitors++;
    pthread_mutex_unlock(&visitors_lock);
}

long counter_total(void)
{
    pthread_mutex_lock(&visitors_lock);
    long total = visitors;
    pthread_mutex_unlock(&visitors_lock);
    return total;
}
