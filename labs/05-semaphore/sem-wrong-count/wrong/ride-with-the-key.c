/* SPDX-License-Identifier: MIT */
/* Wrong: the lift takes the key along, and the other one waits for the whole ride. */
#include <pthread.h>
#include <semaphore.h>

#include "lift.h"

static pthread_once_t built = PTHREAD_ONCE_INIT;
static sem_t key;
static long log_book[LIFT_FLOORS]; /* only whoever has the key */

static void build(void)
{
    sem_init(&key, 0, 1);
}

void lift_ride(int floor, void (*ride)(void))
{
    pthread_once(&built, build);
    while (sem_wait(&key) != 0)
        ;
    log_book[floor]++;
    ride();
    sem_post(&key);
}

long lift_rides(int floor)
{
    return log_book[floor];
}
