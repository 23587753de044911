/* SPDX-License-Identifier: MIT */
/* A semaphore hands the datum over.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static int x;
static sem_t s;

static void *first(void *arg)
{
    x = 1;
    sem_post(&s);
    return arg;
}

static void *second(void *arg)
{
    sem_wait(&s);
    x++;
    return arg;
}

int main(void)
{
    pthread_t a, b;
    sem_init(&s, 0, 0);
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
