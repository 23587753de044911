/* SPDX-License-Identifier: MIT */
/* READERS readers and WRITERS writers, ROUNDS times each: readers see what a writer left, and can be inside
 * together. */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

#ifndef READERS
#define READERS 1
#endif
#ifndef WRITERS
#define WRITERS 1
#endif
#ifndef ROUNDS
#define ROUNDS 2
#endif

static int left, right; /* protected by the lock: plain, so that a missing order is a race */

static void *read_some(void *argument)
{
    for (int i = 0; i < ROUNDS; i++) {
        READ_LOCK();
        lab_begin("reader");
        lab_always(left == right, "a reader sees what a writer left");
        lab_end("reader");
        READ_UNLOCK();
    }
    return argument;
}

static void *write_some(void *argument)
{
    for (int i = 0; i < ROUNDS; i++) {
        WRITE_LOCK();
        left++;
        right++;
        WRITE_UNLOCK();
    }
    return argument;
}

int main(void)
{
    pthread_t threads[READERS + WRITERS];
    for (int i = 0; i < READERS + WRITERS - 1; i++)
        pthread_create(&threads[i], NULL, i < READERS ? read_some : write_some, NULL);
    write_some(NULL);
    for (int i = 0; i < READERS + WRITERS - 1; i++)
        pthread_join(threads[i], NULL);
    lab_always(left == WRITERS * ROUNDS, "every write is done");
    if (READERS > 1)
        lab_overlap("reader", 2);
    return 0;
}
