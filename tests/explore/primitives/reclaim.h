/* SPDX-License-Identifier: MIT */
/* A reader looks twice at what it finds, a writer replaces it and reclaims the old one: the reader never sees
 * it freed. */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

#include "racelab/lab.h"

#ifndef READS
#define READS 2
#endif
#ifndef WRITES
#define WRITES 1
#endif

static struct thing *make(void)
{
    struct thing *thing = calloc(1, sizeof *thing);
    if (!thing)
        abort();
    thing->content = 1;
    return thing;
}

static void *read_some(void *argument)
{
    JOIN(1);
    for (int i = 0; i < READS; i++) {
        ENTER(1);
        struct thing *thing = READ(1);
        lab_always(thing->content == 1, "a reader sees a complete object");
        lab_always(thing->content == 1, "and still does");
        EXIT(1);
    }
    PART(1);
    return argument;
}

int main(void)
{
    pthread_t reader;
    atomic_store_explicit(&current, make(), memory_order_release);
    pthread_create(&reader, NULL, read_some, NULL);
    JOIN(0);
    for (int i = 0; i < WRITES; i++) {
        struct thing *old = atomic_exchange_explicit(&current, make(), memory_order_acq_rel);
        RETIRE(0, old);
    }
    PART(0);
    pthread_join(reader, NULL);
    LEAVE(0);
    LEAVE(1);
    free(atomic_load_explicit(&current, memory_order_relaxed));
    return 0;
}
