/* SPDX-License-Identifier: MIT */
/* The low half counts who has come, the high half the meetings; the last one changes both in one step.
 * primitives/barrier.c is this one, with a compare-exchange. */
#include <limits.h>

#include "meeting.h"

enum { MEETING = 1 << 16, PRESENT = MEETING - 1 };

void meeting_wait(struct meeting *meeting)
{
    uint32_t word = atomic_fetch_add(&meeting->first, 1) + 1, mine = word / MEETING;

    if ((word & PRESENT) == meeting->members) {
        atomic_fetch_add(&meeting->first, MEETING - meeting->members);
        rl_futex_wake(&meeting->first, INT_MAX);
        return;
    }
    while (word / MEETING == mine) {
        rl_futex_wait(&meeting->first, word);
        word = atomic_load(&meeting->first);
    }
}
