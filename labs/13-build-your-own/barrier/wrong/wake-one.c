/* SPDX-License-Identifier: MIT */
/* Wrong: with two members there is one to be woken; with three there are two. */
#include "meeting.h"

void meeting_wait(struct meeting *meeting)
{
    uint32_t mine = atomic_load(&meeting->second);

    if (atomic_fetch_add(&meeting->first, 1) + 1 == meeting->members) {
        atomic_store(&meeting->first, 0);
        atomic_fetch_add(&meeting->second, 1);
        rl_futex_wake(&meeting->second, 1);
        return;
    }
    while (atomic_load(&meeting->second) == mine)
        rl_futex_wait(&meeting->second, mine);
}
