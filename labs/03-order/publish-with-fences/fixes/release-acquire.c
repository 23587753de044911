/* SPDX-License-Identifier: MIT */
/* The order stands on the two accesses themselves, where every tool and every reader looks for it.
 * LAB-ANSWER: c */
#include <stdatomic.h>
#include <stddef.h>

#include "board.h"

static struct board slots[BOARD_MOST];
static int used; /* the timetable's */
static _Atomic(const struct board *) current;

void board_announce(int track, int minute)
{
    struct board *next = &slots[used++];

    next->track = track;
    next->minute = minute;
    atomic_store_explicit(&current, next, memory_order_release);
}

int board_look(void (*look)(const struct board *))
{
    const struct board *now = atomic_load_explicit(&current, memory_order_acquire);

    if (now == NULL)
        return 0;
    look(now);
    return 1;
}
