/* SPDX-License-Identifier: MIT */
/* Wrong: who is woken looks, sees the same meeting still, and sleeps again. */
#include <limits.h>

#include "meeting.h"

void meeting_wait(struct meeting *meeting)
{
    uint32_t mine = atomic_load(&meeting->second);

    if (atomic_fetch_add(&meeting->first, 1) + 1 == meeting->members) {
        atomic_store(&meeting->first, 0);
        rl_futex_wake(&meeting->second, INT_MAX);
        atomic_fetch_add(&meeting->second, 1);
        return;
    }
    while (atomic_load(&meeting->second) == mine)
        rl_futex_wait(&meeting->second, mine);
}
