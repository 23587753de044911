/* SPDX-License-Identifier: MIT */
/* A lock that is called a lock: it has no number that could be wrong, and only its owner can open it. */
#include <pthread.h>

#include "lift.h"

static pthread_mutex_t key = PTHREAD_MUTEX_INITIALIZER;
static long log_book[LIFT_FLOORS]; /* protected by key */

void lift_ride(int floor, void (*ride)(void))
{
    pthread_mutex_lock(&key);
    log_book[floor]++;
    pthread_mutex_unlock(&key);
    ride();
}

long lift_rides(int floor)
{
    return log_book[floor];
}
