/* SPDX-License-Identifier: MIT */
/* One bit is enough to tell this meeting from the next: nobody can be two behind. The count runs down by
 * turns and up. */
#include <limits.h>

#include "meeting.h"

void meeting_wait(struct meeting *meeting)
{
    uint32_t mine = atomic_load(&meeting->second), last = mine ? 0 : meeting->members;
    uint32_t here =
        mine ? atomic_fetch_sub(&meeting->first, 1) - 1 : atomic_fetch_add(&meeting->first, 1) + 1;

    if (here == last) {
        atomic_store(&meeting->second, !mine);
        rl_futex_wake(&meeting->second, INT_MAX);
        return;
    }
    while (atomic_load(&meeting->second) == mine)
        rl_futex_wait(&meeting->second, mine);
}
