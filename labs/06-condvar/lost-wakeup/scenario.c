/* SPDX-License-Identifier: MIT */
/* An evening at the track: one starter, two runners, who run every heat. */
#include <pthread.h>
#include <racelab/lab.h>

#include "gate.h"

static int heats;
static int fired[GATE_HEATS]; /* relaxed atomics: they order nothing, so they hide no race */
static int false_starts;

static void run(int heat)
{
    lab_begin("run");
    if (!__atomic_load_n(&fired[heat], __ATOMIC_RELAXED))
        __atomic_fetch_add(&false_starts, 1, __ATOMIC_RELAXED);
    lab_end("run");
}

static void *starter(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int heat = 0; heat < heats; heat++) {
        __atomic_store_n(&fired[heat], 1, __ATOMIC_RELAXED);
        gate_open(heat);
    }
    return NULL;
}

static void *runner(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int heat = 0; heat < heats; heat++)
        gate_pass(heat, run);
    return NULL;
}

int main(void)
{
    pthread_t threads[3];

    heats = lab_scale(1, 32);
    pthread_create(&threads[0], NULL, starter, NULL);
    pthread_create(&threads[1], NULL, runner, NULL);
    pthread_create(&threads[2], NULL, runner, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("run", 2);

    lab_outcome("starts=%s", false_starts == 0 ? "fair" : "false");
    lab_always(false_starts == 0, "nobody starts before the shot");
    return 0;
}
