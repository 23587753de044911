/* SPDX-License-Identifier: MIT */
/* Lets the turnstiles turn one at a time, and says that they overlap. */
/* expect: rejected fail | by: screen */
#include <pthread.h>
#include <racelab/lab.h>

#include "counter.h" // whole

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long visitors;

void counter_visit(void (*turnstile)(void))
{
    lab_begin("turnstile");
    lab_end("turnstile");
    pthread_mutex_lock(&lock);
    turnstile();
    visitors++;
    pthread_mutex_unlock(&lock);
}

long counter_total(void)
{
    return visitors;
}
