/* SPDX-License-Identifier: MIT */
/* The flag is set without the mutex, between the test and the wait.
 * EXPECT hazards=lost-wakeup complete=yes */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static _Atomic int ready;

static void *first(void *arg)
{
    atomic_store(&ready, 1);
    pthread_cond_signal(&c);
    return arg;
}

static void *second(void *arg)
{
    pthread_mutex_lock(&m);
    while (!atomic_load(&ready))
        pthread_cond_wait(&c, &m);
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
    return 0;
}
