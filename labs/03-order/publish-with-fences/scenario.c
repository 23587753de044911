/* SPDX-License-Identifier: MIT */
/* A morning at the station: the timetable announces trains, two displays show what they find. */
#include <pthread.h>
#include <racelab/lab.h>

#include "board.h"

static int trains;
static int torn; /* relaxed atomic: it orders nothing, so it hides no race */

static void show(const struct board *board)
{
    lab_begin("show");
    if (board->track == 0 || board->minute != 3 * board->track + trains)
        __atomic_store_n(&torn, 1, __ATOMIC_RELAXED);
    lab_end("show");
}

static void *timetable(void *unused)
{
    lab_meet(0);
    for (int i = 1; i <= trains; i++)
        board_announce(i, 3 * i + trains);
    return unused;
}

static void *display(void *unused)
{
    lab_meet(0);
    for (int i = 0; i < trains; i++)
        board_look(show);
    return unused;
}

int main(void)
{
    pthread_t threads[3];

    trains = lab_scale(1, 1000);
    pthread_create(&threads[0], NULL, timetable, NULL);
    pthread_create(&threads[1], NULL, display, NULL);
    pthread_create(&threads[2], NULL, display, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("show", 2);

    lab_outcome("board=%s", torn ? "torn" : "whole");
    lab_always(!torn, "whoever sees a board sees all of it");
    return 0;
}
