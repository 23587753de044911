/* SPDX-License-Identifier: MIT */
/* A barrier for three, and two come.
 * EXPECT hazards=deadlock complete=yes */
#include <pthread.h>
#include <stddef.h>

static pthread_barrier_t bar;

static void *first(void *arg)
{
    pthread_barrier_wait(&bar);
    return arg;
}

static void *second(void *arg)
{
    pthread_barrier_wait(&bar);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_barrier_init(&bar, NULL, 3);
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
