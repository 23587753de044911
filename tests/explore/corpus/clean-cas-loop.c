/* SPDX-License-Identifier: MIT */
/* A compare-and-swap loop adds.
 * EXPECT hazards=none complete=yes outcomes=2 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "racelab/lab.h"

static _Atomic int x;

static void *first(void *arg)
{
    int seen = atomic_load(&x);
    while (!atomic_compare_exchange_weak(&x, &seen, seen + 1))
        ;
    return arg;
}

static void *second(void *arg)
{
    int seen = atomic_load(&x);
    while (!atomic_compare_exchange_weak(&x, &seen, seen + 1))
        ;
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d", atomic_load(&x));
    return 0;
}
