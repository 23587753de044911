/* SPDX-License-Identifier: MIT */
/* Wrong: written for the one heat that the check runs, and the second starts when it likes. */
#include <pthread.h>
#include <stdbool.h>

#include "gate.h"

static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t shot = PTHREAD_COND_INITIALIZER;
static bool open;

void gate_open(int heat)
{
    (void)heat;
    pthread_mutex_lock(&gate_lock);
    open = true;
    pthread_cond_broadcast(&shot);
    pthread_mutex_unlock(&gate_lock);
}

void gate_pass(int heat, void (*run)(int heat))
{
    pthread_mutex_lock(&gate_lock);
    while (!open)
        pthread_cond_wait(&shot, &gate_lock);
    pthread_mutex_unlock(&gate_lock);
    run(heat);
}
