/* SPDX-License-Identifier: MIT */
/* One key, however many lifts there are: the number counts who may write at once, not who may come. */
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
        ; /* a signal handler interrupted it: the key is not ours yet */
    log_book[floor]++;
    sem_post(&key);
    ride();
}

long lift_rides(int floor)
{
    return log_book[floor];
}
