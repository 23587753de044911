/* SPDX-License-Identifier: MIT */
/* One turnstile for each heat: a semaphore keeps the permit until somebody comes, and who comes hands it on.
 */
#include <pthread.h>
#include <semaphore.h>

#include "gate.h"

static pthread_once_t built = PTHREAD_ONCE_INIT;
static sem_t turnstiles[GATE_HEATS];

static void build(void)
{
    for (int heat = 0; heat < GATE_HEATS; heat++)
        sem_init(&turnstiles[heat], 0, 0);
}

void gate_open(int heat)
{
    pthread_once(&built, build);
    sem_post(&turnstiles[heat]);
}

void gate_pass(int heat, void (*run)(int heat))
{
    pthread_once(&built, build);
    while (sem_wait(&turnstiles[heat]) != 0)
        ;                        /* a signal handler interrupted it: the heat has not started */
    sem_post(&turnstiles[heat]); /* without it only one runner would get through */
    run(heat);
}
