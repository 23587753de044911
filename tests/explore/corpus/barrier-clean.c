/* SPDX-License-Identifier: MIT */
/* A barrier orders what is before it with what is after it.
 * EXPECT hazards=none complete=yes outcomes=1 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_barrier_t bar;
static int x, serial_a, serial_b;

static void *first(void *arg)
{
    x = 1;
    if (pthread_barrier_wait(&bar) == PTHREAD_BARRIER_SERIAL_THREAD)
        serial_a = 1;
    return arg;
}

static void *second(void *arg)
{
    int one = pthread_barrier_wait(&bar) == PTHREAD_BARRIER_SERIAL_THREAD;
    x++;
    serial_b = one;
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
    lab_outcome("%d", serial_a + serial_b);
    return 0;
}
