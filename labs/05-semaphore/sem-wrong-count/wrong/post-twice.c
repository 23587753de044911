/* SPDX-License-Identifier: MIT */
/* Wrong: it starts with one key, and every ride hangs back two. */
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

static void write_ride(int floor)
{
    while (sem_wait(&key) != 0)
        ;
    log_book[floor]++;
    sem_post(&key);
}

void lift_ride(int floor, void (*ride)(void))
{
    pthread_once(&built, build);
    write_ride(floor);
    sem_post(&key); /* to be on the safe side */
    ride();
}

long lift_rides(int floor)
{
    return log_book[floor];
}
