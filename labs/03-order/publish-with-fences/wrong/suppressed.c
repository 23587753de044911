/* SPDX-License-Identifier: MIT */
/* Wrong: the report is gone, and so is every later one about this function, the true ones too.
 * LAB-ANSWER: c
 * LAB-SUPPRESS: race:board_announce because ThreadSanitizer does not understand the fences in there. */
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
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&current, next, memory_order_relaxed);
}

int board_look(void (*look)(const struct board *))
{
    const struct board *now = atomic_load_explicit(&current, memory_order_relaxed);

    if (now == NULL)
        return 0;
    atomic_thread_fence(memory_order_acquire);
    look(now);
    return 1;
}
