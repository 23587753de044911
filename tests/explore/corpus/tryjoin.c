/* SPDX-License-Identifier: MIT */
/* A join that does not wait finds the thread ended, or not; a loop of them ends.
 * EXPECT hazards=none complete=yes outcomes=0|EBUSY */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stddef.h>

#include "racelab/lab.h"

static int work;

static void *works(void *arg)
{
    work++;
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, works, NULL);
    int first = pthread_tryjoin_np(a, NULL), again = first;
    while (again == EBUSY) {
        sched_yield();
        again = pthread_tryjoin_np(a, NULL);
    }
    work++;
    lab_outcome("%s", first ? "EBUSY" : "0");
    return again;
}
