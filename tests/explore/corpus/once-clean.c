/* SPDX-License-Identifier: MIT */
/* The routine runs once, and before anybody goes on.
 * EXPECT hazards=none complete=yes outcomes=1 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int ready, x;

static void prepare(void)
{
    ready++;
}

static void *first(void *arg)
{
    pthread_once(&once, prepare);
    if (ready != 1)
        x++;
    return arg;
}

static void *second(void *arg)
{
    pthread_once(&once, prepare);
    if (ready != 1)
        x++;
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d", ready);
    return 0;
}
