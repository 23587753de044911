/* SPDX-License-Identifier: MIT */
/* Nobody passes before all have come, round after round.
 * SOURCES primitives/barrier.c base/futex.c check_model.c
 * RUN PARTIES=2 ROUNDS=2
 * RUN PARTIES=3 ROUNDS=1
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

#include "primitives/barrier.h"
#include "racelab/lab.h"

static struct rl_barrier barrier = RL_BARRIER_INIT(PARTIES);
static int parts[ROUNDS][PARTIES]; /* each written before the barrier of its round, and read after */

static void *keep_step(void *argument)
{
    int me = (int)(size_t)argument;
    for (int round = 0; round < ROUNDS; round++) {
        parts[round][me] = 1;
        rl_barrier_wait(&barrier);
        for (int i = 0; i < PARTIES; i++)
            lab_always(parts[round][i] == 1, "nobody passes before all have come");
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[PARTIES];
    for (size_t i = 1; i < PARTIES; i++)
        pthread_create(&threads[i], NULL, keep_step, (void *)i);
    keep_step((void *)0);
    for (size_t i = 1; i < PARTIES; i++)
        pthread_join(threads[i], NULL);
    rl_barrier_destroy(&barrier);
    return 0;
}
