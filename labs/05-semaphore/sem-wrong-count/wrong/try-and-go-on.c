/* SPDX-License-Identifier: MIT */
/* Wrong: it asks for the one key, does not listen to the answer, and hangs back what it never had. */
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
    sem_trywait(&key);
    log_book[floor]++;
    sem_post(&key);
    ride();
}

long lift_rides(int floor)
{
    return log_book[floor];
}
