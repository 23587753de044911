/* SPDX-License-Identifier: MIT */
/* Wrong: the rates stay while the lock is held, and the second counter is closed meanwhile. */
#include <pthread.h>

#include "rates.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct rates current; /* protected by lock */

void rates_thread_starts(void) {}

void rates_thread_ends(void) {}

void rates_exchange(void (*show)(const struct rates *rates), void (*pay)(const struct rates *rates))
{
    pthread_mutex_lock(&lock);
    show(&current);
    pay(&current);
    pthread_mutex_unlock(&lock);
}

void rates_set(int day)
{
    pthread_mutex_lock(&lock);
    current = (struct rates){.day = day, .buy = 100 + day, .sell = 110 + day};
    pthread_mutex_unlock(&lock);
}

void rates_close(void) {}
