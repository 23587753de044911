/* SPDX-License-Identifier: MIT */
/* A race track: the starter calls lap after lap, two runners wait for it, and the starter waits for both of
 * them. */
#include <racelab/lab.h>

#include "condition.h"

static pthread_mutex_t track = PTHREAD_MUTEX_INITIALIZER;
static struct condition start = CONDITION_INIT, finish = CONDITION_INIT;
static int lap;     /* protected by track: the lap that has been called */
static int running; /* protected by track: those who have not yet finished it */
static int laps, length;
static int metres[2]; /* protected by track */

static void run(int mine, int *way)
{
    lab_begin("waiting");
    while (lap < mine)
        condition_wait(&start, &track);
    lab_end("waiting");
    *way += length;
    if (--running == 0)
        condition_signal(&finish);
}

static void *runner(void *way)
{
    lab_meet(0);
    pthread_mutex_lock(&track);
    for (int i = 1; i <= laps; i++)
        run(i, way);
    pthread_mutex_unlock(&track);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];

    length = lab_scale(2, 1000);
    laps = 1 + length / 2;
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, runner, &metres[i]);
    pthread_mutex_lock(&track);
    for (lap = 1; lap <= laps; lap++) {
        running = 2;
        condition_broadcast(&start);
        while (running > 0)
            condition_wait(&finish, &track);
    }
    pthread_mutex_unlock(&track);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("waiting", 2);

    int right = metres[0] == laps * length && metres[1] == laps * length;
    lab_outcome("laps=%s", right ? "right" : "wrong");
    lab_always(right, "each runner runs each lap");
    return 0;
}
