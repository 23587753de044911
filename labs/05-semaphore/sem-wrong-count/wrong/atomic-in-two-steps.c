/* SPDX-License-Identifier: MIT */
/* Wrong: still two keys, and between reading the atomic entry and writing it the other lift reads it too. */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "lift.h"

static pthread_once_t built = PTHREAD_ONCE_INIT;
static sem_t key;
static atomic_long log_book[LIFT_FLOORS]; /* only whoever has the key */

static void build(void)
{
    sem_init(&key, 0, 2);
}

void lift_ride(int floor, void (*ride)(void))
{
    pthread_once(&built, build);
    while (sem_wait(&key) != 0)
        ;
    log_book[floor] = log_book[floor] + 1;
    sem_post(&key);
    ride();
}

long lift_rides(int floor)
{
    return log_book[floor];
}
