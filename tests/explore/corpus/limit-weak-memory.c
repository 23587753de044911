/* SPDX-License-Identifier: MIT */
/* Relaxed stores may be seen late: 00 is possible on real machines, and is not explored.
 * EXPECT hazards=none complete=yes outcomes=01|10|11 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "racelab/lab.h"

static _Atomic int x, y;
static int r1, r2;

static void *first(void *arg)
{
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    r1 = atomic_load_explicit(&y, memory_order_relaxed);
    return arg;
}

static void *second(void *arg)
{
    atomic_store_explicit(&y, 1, memory_order_relaxed);
    r2 = atomic_load_explicit(&x, memory_order_relaxed);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d%d", r1, r2);
    return 0;
}
