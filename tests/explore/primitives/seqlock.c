/* SPDX-License-Identifier: MIT */
/* A copy is of one write.
 * SOURCES primitives/seqlock.c primitives/mutex.c futex_model.c check_model.c
 * RUN READERS=1 WRITES=2
 * RUN READERS=2 WRITES=1
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

#include "primitives/seqlock.h"
#include "racelab/lab.h"

static struct rl_seqlock lock = RL_SEQLOCK_INIT;
static _Atomic uint64_t words[2];

static void *read_some(void *argument)
{
    uint64_t copy[2];
    rl_seqlock_read(&lock, words, copy, 2);
    lab_always(copy[0] == copy[1], "a copy is of one write");
    if (rl_seqlock_tryread(&lock, words, copy, 2))
        lab_always(copy[0] == copy[1], "a copy is of one write");
    return argument;
}

int main(void)
{
    pthread_t threads[READERS];
    for (int i = 0; i < READERS; i++)
        pthread_create(&threads[i], NULL, read_some, NULL);
    for (uint64_t i = 1; i <= WRITES; i++)
        rl_seqlock_write(&lock, words, (uint64_t[2]){i, i}, 2);
    for (int i = 0; i < READERS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
