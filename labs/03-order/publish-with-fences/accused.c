/* SPDX-License-Identifier: MIT */
/* The current board is a pointer: filled first, then shown, with a fence between the two.
 * LAB-ANSWER: ?
 * TODO(lab): answer the question of `racelab show publish-with-fences`, and satisfy ThreadSanitizer. */
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
    /* What was written above is seen before what is stored below. */
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&current, next, memory_order_relaxed);
}

int board_look(void (*look)(const struct board *))
{
    const struct board *now = atomic_load_explicit(&current, memory_order_relaxed);

    if (now == NULL)
        return 0;
    /* What is read below is not older than what was loaded above. */
    atomic_thread_fence(memory_order_acquire);
    look(now);
    return 1;
}
