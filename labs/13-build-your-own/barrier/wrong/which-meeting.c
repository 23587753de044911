/* SPDX-License-Identifier: MIT */
/* Wrong: it comes in first and asks which meeting it is afterwards; by then it can be over. */
#include <limits.h>

#include "meeting.h"

void meeting_wait(struct meeting *meeting)
{
    if (atomic_fetch_add(&meeting->first, 1) + 1 == meeting->members) {
        atomic_store(&meeting->first, 0);
        atomic_fetch_add(&meeting->second, 1);
        rl_futex_wake(&meeting->second, INT_MAX);
        return;
    }
    uint32_t mine = atomic_load(&meeting->second);
    while (atomic_load(&meeting->second) == mine)
        rl_futex_wait(&meeting->second, mine);
}
