/* SPDX-License-Identifier: MIT */
/* Wrong: ThreadSanitizer believes the annotations, and nobody else does: for the program they are no order.
 * LAB-ANSWER: c */
#include <stdatomic.h>
#include <stddef.h>

#include "board.h"

static struct board slots[BOARD_MOST];
static int used; /* the timetable's */
static _Atomic(const struct board *) current;

void __tsan_release(void *token) __attribute__((weak));
void __tsan_acquire(void *token) __attribute__((weak));

void board_announce(int track, int minute)
{
    struct board *next = &slots[used++];

    next->track = track;
    next->minute = minute;
    if (__tsan_release)
        __tsan_release(&current);
    atomic_store_explicit(&current, next, memory_order_relaxed);
}

int board_look(void (*look)(const struct board *))
{
    const struct board *now = atomic_load_explicit(&current, memory_order_relaxed);

    if (now == NULL)
        return 0;
    if (__tsan_acquire)
        __tsan_acquire(&current);
    look(now);
    return 1;
}
