/* SPDX-License-Identifier: MIT */
/* A thread polls under a lock until the other has come: every fair schedule ends.
 * EXPECT lab=1 hazards=none complete=yes outcomes=1 */
#include <pthread.h>
#include <sched.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int ready;

static void *first(void *arg)
{
    pthread_mutex_lock(&m);
    ready = 1;
    pthread_mutex_unlock(&m);
    return arg;
}

static void *second(void *arg)
{
    pthread_mutex_lock(&m);
    while (!ready) {
        pthread_mutex_unlock(&m);
        sched_yield();
        pthread_mutex_lock(&m);
    }
    pthread_mutex_unlock(&m);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d", ready);
    return 0;
}
