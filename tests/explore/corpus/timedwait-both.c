/* SPDX-License-Identifier: MIT */
/* A timed wait can time out or be signalled.
 * EXPECT hazards=none complete=yes outcomes=0|timeout */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <time.h>

#include "racelab/lab.h"

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int ready, late;

static void *first(void *arg)
{
    pthread_mutex_lock(&m);
    ready = 1;
    pthread_cond_signal(&c);
    pthread_mutex_unlock(&m);
    return arg;
}

static void *second(void *arg)
{
    struct timespec soon;
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_sec++;
    pthread_mutex_lock(&m);
    while (!ready && !late)
        late = pthread_cond_timedwait(&c, &m, &soon) == ETIMEDOUT;
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
    lab_outcome("%s", late ? "timeout" : "0");
    return 0;
}
