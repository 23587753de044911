/* SPDX-License-Identifier: MIT */
/* It is done once, and complete for everybody.
 * SOURCES primitives/once.c base/futex.c check_model.c
 * RUN THREADS=2
 * RUN THREADS=3
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

#include "primitives/once.h"
#include "racelab/lab.h"

static struct rl_once once = RL_ONCE_INIT;
static int done;

static void do_it(void *argument)
{
    (void)argument;
    done++;
}

static void *run(void *argument)
{
    for (int i = 0; i < 2; i++) {
        rl_once_run(&once, do_it, NULL);
        lab_always(done == 1, "it is done once, and before anybody goes on");
    }
    return argument;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (int i = 1; i < THREADS; i++)
        pthread_create(&threads[i], NULL, run, NULL);
    run(NULL);
    for (int i = 1; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
