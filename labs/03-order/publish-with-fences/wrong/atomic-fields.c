/* SPDX-License-Identifier: MIT */
/* Wrong: no access races now, and a display can show the track of one train and the minute of another.
 * LAB-ANSWER: c */
#include <stdatomic.h>

#include "board.h"

static atomic_int current_track, current_minute;

void board_announce(int track, int minute)
{
    atomic_store(&current_track, track);
    atomic_store(&current_minute, minute);
}

int board_look(void (*look)(const struct board *))
{
    struct board now = {.track = atomic_load(&current_track)};

    now.minute = atomic_load(&current_minute);
    if (now.track == 0)
        return 0;
    look(&now);
    return 1;
}
