/* SPDX-License-Identifier: MIT */
/* One day at the museum: two doors let visitors in, and in the evening somebody reads the total. */
#include <pthread.h>
#include <racelab/lab.h>

#include "counter.h"

static int visitors_per_door;

static void turnstile(void)
{
    lab_begin("turnstile");
    lab_end("turnstile");
}

static void *door(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int i = 0; i < visitors_per_door; i++)
        counter_visit(turnstile);
    return NULL;
}

int main(void)
{
    pthread_t north, south;

    visitors_per_door = lab_scale(2, 10000);
    pthread_create(&north, NULL, door, NULL);
    pthread_create(&south, NULL, door, NULL);
    pthread_join(north, NULL);
    pthread_join(south, NULL);
    lab_overlap("turnstile", 2);

    long came = 2L * visitors_per_door;
    long counted = counter_total();
    lab_outcome("total=%s", counted == came ? "right" : "wrong");
    lab_always(counted == came, "every visitor is counted exactly once");
    return 0;
}
