/* SPDX-License-Identifier: MIT */
/* Wrong: the runner takes the gate's lock along, and the others stand behind it until he has finished. */
#include <pthread.h>

#include "gate.h"

static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t shot = PTHREAD_COND_INITIALIZER;
static int started;

void gate_open(int heat)
{
    pthread_mutex_lock(&gate_lock);
    started = heat + 1;
    pthread_cond_broadcast(&shot);
    pthread_mutex_unlock(&gate_lock);
}

void gate_pass(int heat, void (*run)(int heat))
{
    pthread_mutex_lock(&gate_lock);
    while (started <= heat)
        pthread_cond_wait(&shot, &gate_lock);
    run(heat);
    pthread_mutex_unlock(&gate_lock);
}
