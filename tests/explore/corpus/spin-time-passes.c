/* SPDX-License-Identifier: MIT */
/* Each round takes half a second, and the program looks at the time: then a round may not be left out.
 * EXPECT hazards=assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <time.h>

static atomic_int ready;

static void *wait_for_it(void *arg)
{
    const struct timespec half = {0, 500000000};
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    while (!atomic_load(&ready))
        nanosleep(&half, NULL);
    clock_gettime(CLOCK_MONOTONIC, &to);
    assert((to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000 < 400);
    return arg;
}

int main(void)
{
    pthread_t waiter;
    pthread_create(&waiter, NULL, wait_for_it, NULL);
    atomic_store(&ready, 1);
    pthread_join(waiter, NULL);
    return 0;
}
