/* SPDX-License-Identifier: MIT */
/* Sequential consistency forbids 00.
 * EXPECT hazards=none complete=yes outcomes=01|10|11 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "racelab/lab.h"

static _Atomic int x, y;
static int r1, r2;

static void *first(void *arg)
{
    atomic_store(&x, 1);
    r1 = atomic_load(&y);
    return arg;
}

static void *second(void *arg)
{
    atomic_store(&y, 1);
    r2 = atomic_load(&x);
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
