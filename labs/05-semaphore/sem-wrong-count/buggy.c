/* SPDX-License-Identifier: MIT */
/* The log book hangs on a key: whoever writes takes the key first and hangs it back. */
#include <pthread.h>
#include <semaphore.h>

#include "lift.h"

static pthread_once_t built = PTHREAD_ONCE_INIT;
static sem_t key;
static long log_book[LIFT_FLOORS]; /* only whoever has the key */

static void build(void)
{
    sem_init(&key, 0, 2); /* TODO(lab): there are two lifts, and the log loses rides */
}

void lift_ride(int floor, void (*ride)(void))
{
    pthread_once(&built, build);
    while (sem_wait(&key) != 0)
        ;
    log_book[floor]++;
    sem_post(&key);
    ride();
}

long lift_rides(int floor)
{
    return log_book[floor];
}
