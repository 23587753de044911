/* SPDX-License-Identifier: MIT */
/* Wrong: the lock is held while the turnstile turns, so that only one door of the museum is ever open. */
#include <pthread.h>

#include "counter.h"

static pthread_mutex_t museum_lock = PTHREAD_MUTEX_INITIALIZER;
static long visitors;

void counter_visit(void (*turnstile)(void))
{
    pthread_mutex_lock(&museum_lock);
    turnstile();
    visitors++;
    pthread_mutex_unlock(&museum_lock);
}

long counter_total(void)
{
    return visitors;
}
