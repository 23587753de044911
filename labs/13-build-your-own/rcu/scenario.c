/* SPDX-License-Identifier: MIT */
/* A router: two threads look up the way of each packet, a third one puts new tables in the place of old. */
#include <pthread.h>
#include <stdlib.h>
#include <racelab/lab.h>
#include "grace.h"

static struct grace grace, still; /* still: what stands in grace at some moment, for reader 0 alone */
static _Atomic(int *) current;    /* the table: all its entries are the same */
static int rounds, scale, torn;   /* torn is a relaxed atomic: it orders nothing, so it hides no race */
#define KEEP(word) atomic_store(&still.word, atomic_load_explicit(&grace.word, memory_order_relaxed))

static void *forward(void *number)
{
    int reader = number != NULL;
    lab_meet(0);
    if (reader == 0) /* the others may be stopped just now, for ever: he comes and goes all the same */
        KEEP(first), KEEP(second), KEEP(third), KEEP(reader[1].shown), /* relaxed: no order is added */
            grace_enter(&still, 0), grace_leave(&still, 0);
    for (int i = 0; i < rounds; i++) {
        grace_enter(&grace, reader);
        int *table = atomic_load(&current);
        lab_begin("looking");
        int entry = table[0];
        grace_enter(&grace, reader), grace_leave(&grace, reader); /* another router lies on the way */
        if (table[scale] != entry)
            __atomic_store_n(&torn, 1, __ATOMIC_RELAXED);
        lab_end("looking");
        grace_leave(&grace, reader);
    }
    return NULL;
}

static void *update(void *unused)
{
    lab_meet(0);
    for (int i = 0; i < 2 * rounds; i++) {
        int *old = atomic_exchange(&current, calloc((size_t)scale + 1, sizeof *old));
        grace_wait(&grace);
        old[scale] = 1; /* it is used for something else now */
        free(old);
    }
    return unused;
}

int main(void)
{
    pthread_t threads[3];
    rounds = (scale = lab_scale(2, 500)) / 2;
    atomic_store(&current, calloc((size_t)scale + 1, sizeof(int)));
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, i < 2 ? forward : update, i == 1 ? &grace : NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    free(current);
    lab_overlap("looking", 2);
    lab_outcome("tables=%s", torn ? "torn" : "whole");
    lab_always(!torn, "who looks finds a whole table");
    return 0;
}
