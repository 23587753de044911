/* SPDX-License-Identifier: MIT */
/* Printing is no cancellation point: a thread that only prints is never cancelled.
 * EXPECT hazards=none complete=yes outcomes=returned */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

#include "racelab/lab.h"

static void *works(void *arg)
{
    printf("here\n");
    return arg;
}

int main(void)
{
    pthread_t a;
    void *value;
    pthread_create(&a, NULL, works, NULL);
    pthread_cancel(a);
    pthread_join(a, &value);
    lab_outcome("%s", value == PTHREAD_CANCELED ? "cancelled" : "returned");
    return 0;
}
