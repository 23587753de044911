/* SPDX-License-Identifier: MIT */
/* Two threads wait for each other by spinning.
 * EXPECT hazards=livelock */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static _Atomic int a_ready, b_ready;

static void *first(void *arg)
{
    while (!atomic_load(&b_ready))
        ;
    atomic_store(&a_ready, 1);
    return arg;
}

static void *second(void *arg)
{
    while (!atomic_load(&a_ready))
        ;
    atomic_store(&b_ready, 1);
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
