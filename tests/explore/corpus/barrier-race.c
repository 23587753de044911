/* SPDX-License-Identifier: MIT */
/* Two write after the barrier.
 * EXPECT hazards=data-race */
#include <pthread.h>
#include <stddef.h>

static pthread_barrier_t bar;
static int x;

static void *first(void *arg)
{
    pthread_barrier_wait(&bar);
    x++;
    return arg;
}

static void *second(void *arg)
{
    pthread_barrier_wait(&bar);
    x++;
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_barrier_init(&bar, NULL, 2);
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
