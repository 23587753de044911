/* SPDX-License-Identifier: MIT */
/* The total must be two.
 * EXPECT hazards=assertion complete=yes outcomes=1|2 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "racelab/lab.h"

static _Atomic int x;

static void *first(void *arg)
{
    int seen = atomic_load(&x);
    atomic_store(&x, seen + 1);
    return arg;
}

static void *second(void *arg)
{
    int seen = atomic_load(&x);
    atomic_store(&x, seen + 1);
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
    lab_always(atomic_load(&x) == 2, "both were counted");
    return 0;
}
