/* SPDX-License-Identifier: MIT */
/* Wrong: it is right, and whoever is done early uses up a processor that the last one could need. */
#include <sched.h>

#include "meeting.h"

void meeting_wait(struct meeting *meeting)
{
    uint32_t mine = atomic_load(&meeting->second);

    if (atomic_fetch_add(&meeting->first, 1) + 1 == meeting->members) {
        atomic_store(&meeting->first, 0);
        atomic_fetch_add(&meeting->second, 1);
        return;
    }
    while (atomic_load(&meeting->second) == mine)
        sched_yield();
}
