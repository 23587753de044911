/* SPDX-License-Identifier: MIT */
/* The fences stay, and ThreadSanitizer is told in its own words what they order: release, then acquire.
 * LAB-ANSWER: c */
#include <stdatomic.h>
#include <stddef.h>

#include "board.h"

static struct board slots[BOARD_MOST];
static int used; /* the timetable's */
static _Atomic(const struct board *) current;

/* Of ThreadSanitizer's runtime; the linker finds none elsewhere. They order nothing for the program. */
void __tsan_release(void *token) __attribute__((weak));
void __tsan_acquire(void *token) __attribute__((weak));

void board_announce(int track, int minute)
{
    struct board *next = &slots[used++];

    next->track = track;
    next->minute = minute;
    if (__tsan_release)
        __tsan_release(&current);
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
    if (__tsan_acquire)
        __tsan_acquire(&current);
    look(now);
    return 1;
}
