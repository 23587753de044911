/* SPDX-License-Identifier: MIT */
/* Wrong: every call makes a mutex of its own, so that no two doors ever wait for the same one. */
#include <pthread.h>

#include "counter.h"

static long visitors;

void counter_visit(void (*turnstile)(void))
{
    pthread_mutex_t lock;

    turnstile();
    pthread_mutex_init(&lock, NULL);
    pthread_mutex_lock(&lock);
    visitors++;
    pthread_mutex_unlock(&lock);
    pthread_mutex_destroy(&lock);
}

long counter_total(void)
{
    return visitors;
}
