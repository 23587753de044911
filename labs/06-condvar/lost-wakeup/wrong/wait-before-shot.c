/* SPDX-License-Identifier: MIT */
/* Wrong: the starter gives the runners a millisecond, and a runner may take two. */
#include <pthread.h>
#include <unistd.h>

#include "gate.h"

static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t shot = PTHREAD_COND_INITIALIZER;

void gate_open(int heat)
{
    (void)heat;
    usleep(1000);
    pthread_mutex_lock(&gate_lock);
    pthread_cond_broadcast(&shot);
    pthread_mutex_unlock(&gate_lock);
}

void gate_pass(int heat, void (*run)(int heat))
{
    pthread_mutex_lock(&gate_lock);
    pthread_cond_wait(&shot, &gate_lock);
    pthread_mutex_unlock(&gate_lock);
    run(heat);
}
