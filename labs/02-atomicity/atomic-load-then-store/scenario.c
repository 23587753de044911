/* SPDX-License-Identifier: MIT */
/* A morning at the registry office: people come in by two doors, and each takes a number. */
#include <pthread.h>
#include <stdbool.h>
#include <racelab/lab.h>

#include "dispenser.h"

enum { MOST = 20100 };

static int people_per_door;
static int given[MOST]; /* relaxed atomics: they order nothing, so they hide no race */

static void print(int number)
{
    lab_begin("print");
    if (number >= 0 && number < MOST)
        __atomic_fetch_add(&given[number], 1, __ATOMIC_RELAXED);
    lab_end("print");
}

static void *door(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int i = 0; i < people_per_door; i++)
        dispenser_take(print);
    return NULL;
}

int main(void)
{
    pthread_t front, back;
    bool right = true;

    people_per_door = lab_scale(2, 10000);
    pthread_create(&front, NULL, door, NULL);
    pthread_create(&back, NULL, door, NULL);
    pthread_join(front, NULL);
    pthread_join(back, NULL);
    lab_overlap("print", 2);

    for (int number = 0; number < MOST; number++)
        right = right && given[number] == (number < 2 * people_per_door ? 1 : 0);
    lab_outcome("numbers=%s", right ? "right" : "wrong");
    lab_always(right, "every number is given out once, and none is left out");
    return 0;
}
