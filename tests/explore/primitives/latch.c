/* SPDX-License-Identifier: MIT */
/* Nobody passes before all have counted.
 * SOURCES primitives/latch.c base/futex.c check_model.c
 * RUN WORKERS=1 WAITERS=2
 * RUN WORKERS=2 WAITERS=1
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

#include "primitives/latch.h"
#include "racelab/lab.h"

static struct rl_latch latch = RL_LATCH_INIT(2 * WORKERS);
static int parts[WORKERS];

static void *count(void *argument)
{
    int me = (int)(size_t)argument;
    rl_latch_count_down(&latch, 1);
    parts[me] = 1;
    rl_latch_count_down(&latch, 1);
    return NULL;
}

static void *wait_for_all(void *argument)
{
    rl_latch_wait(&latch);
    for (int i = 0; i < WORKERS; i++)
        lab_always(parts[i] == 1, "nobody passes before all have counted");
    return argument;
}

int main(void)
{
    pthread_t threads[WORKERS + WAITERS];
    for (size_t i = 0; i < WORKERS; i++)
        pthread_create(&threads[i], NULL, count, (void *)i);
    for (int i = 1; i < WAITERS; i++)
        pthread_create(&threads[WORKERS + i], NULL, wait_for_all, NULL);
    wait_for_all(NULL);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 1; i < WAITERS; i++)
        pthread_join(threads[WORKERS + i], NULL);
    return 0;
}
