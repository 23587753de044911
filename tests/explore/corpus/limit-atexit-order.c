/* SPDX-License-Identifier: MIT */
/* Two threads register what is to be done at exit: in one order only.
 * EXPECT hazards=none complete=yes outcomes=21 */
#include <pthread.h>
#include <stdlib.h>

#include "racelab/lab.h"

static int order;

static void one(void)
{
    order = order * 10 + 1;
}

static void two(void)
{
    order = order * 10 + 2;
}

static void tell(void)
{
    lab_outcome("%d", order);
}

static void *first(void *unused)
{
    atexit(one);
    return unused;
}

static void *second(void *unused)
{
    atexit(two);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    atexit(tell);
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
