/* SPDX-License-Identifier: MIT */
/* Every thread has its own.
 * EXPECT hazards=none complete=yes outcomes=0 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static _Thread_local int own;

static void *first(void *arg)
{
    own += 5;
    return arg;
}

static void *second(void *arg)
{
    own += 7;
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d", own);
    return 0;
}
