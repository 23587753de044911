/* SPDX-License-Identifier: MIT */
/* Benchmark, for curves: THREADS threads take one lock STEPS times each and touch one page of DATA bytes. */
#include <pthread.h>
#include <stddef.h>

#ifndef THREADS
#define THREADS 2
#endif
#ifndef STEPS
#define STEPS 10
#endif
#ifndef DATA
#define DATA 1024
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char data[DATA];

static void *work(void *arg)
{
    for (int i = 0; i < STEPS; i++) {
        pthread_mutex_lock(&lock);
        data[0]++;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return data[DATA - 1];
}
