/* SPDX-License-Identifier: MIT */
/* The shot leaves something behind: a count, which a runner who comes late can read. */
#include <pthread.h>

#include "gate.h"

static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t shot = PTHREAD_COND_INITIALIZER; /* started has grown */
static int started;                                    /* heats; protected by gate_lock */

void gate_open(int heat)
{
    pthread_mutex_lock(&gate_lock);
    started = heat + 1;
    pthread_cond_broadcast(&shot); /* both runners may be asleep */
    pthread_mutex_unlock(&gate_lock);
}

void gate_pass(int heat, void (*run)(int heat))
{
    pthread_mutex_lock(&gate_lock);
    while (started <= heat)
        pthread_cond_wait(&shot, &gate_lock);
    pthread_mutex_unlock(&gate_lock);
    run(heat);
}
