/* SPDX-License-Identifier: MIT */
/* Wrong: a wait can end before everybody has come. */
#include <limits.h>

#include "meeting.h"

void meeting_wait(struct meeting *meeting)
{
    uint32_t mine = atomic_load(&meeting->second);

    if (atomic_fetch_add(&meeting->first, 1) + 1 == meeting->members) {
        atomic_store(&meeting->first, 0);
        atomic_fetch_add(&meeting->second, 1);
        rl_futex_wake(&meeting->second, INT_MAX);
        return;
    }
    if (atomic_load(&meeting->second) == mine)
        rl_futex_wait(&meeting->second, mine);
}
