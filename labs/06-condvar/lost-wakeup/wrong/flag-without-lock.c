/* SPDX-License-Identifier: MIT */
/* Wrong: the flag is set between a runner's look and his sleep, and the broadcast finds nobody asleep. */
#include <pthread.h>
#include <stdatomic.h>

#include "gate.h"

static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t shot = PTHREAD_COND_INITIALIZER;
static atomic_int started;

void gate_open(int heat)
{
    atomic_store(&started, heat + 1);
    pthread_cond_broadcast(&shot);
}

void gate_pass(int heat, void (*run)(int heat))
{
    pthread_mutex_lock(&gate_lock);
    while (atomic_load(&started) <= heat)
        pthread_cond_wait(&shot, &gate_lock);
    pthread_mutex_unlock(&gate_lock);
    run(heat);
}
