/* SPDX-License-Identifier: MIT */
/* A thread unlocks what another one holds.
 * EXPECT hazards=misuse */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static sem_t s, t;

static void *first(void *arg)
{
    pthread_mutex_lock(&m);
    sem_post(&s);
    sem_wait(&t);
    return arg;
}

static void *second(void *arg)
{
    sem_wait(&s);
    pthread_mutex_unlock(&m);
    sem_post(&t);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    sem_init(&s, 0, 0);
    sem_init(&t, 0, 0);
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
