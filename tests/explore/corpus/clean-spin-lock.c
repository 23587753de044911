/* SPDX-License-Identifier: MIT */
/* A test-and-set lock.
 * EXPECT hazards=none complete=yes outcomes=2 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "racelab/lab.h"

static int x;
static _Atomic int locked;

static void *first(void *arg)
{
    while (atomic_exchange(&locked, 1))
        ;
    x++;
    atomic_store(&locked, 0);
    return arg;
}

static void *second(void *arg)
{
    while (atomic_exchange(&locked, 1))
        ;
    x++;
    atomic_store(&locked, 0);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d", x);
    return 0;
}
