/* SPDX-License-Identifier: MIT */
/* A second word says which meeting it is, and is what the others wait for: nobody can mistake the next one
 * for this one. */
#include <limits.h>

#include "meeting.h"

void meeting_wait(struct meeting *meeting)
{
    uint32_t mine = atomic_load_explicit(&meeting->second, memory_order_relaxed);

    if (atomic_fetch_add_explicit(&meeting->first, 1, memory_order_acq_rel) + 1 == meeting->members) {
        atomic_store_explicit(&meeting->first, 0, memory_order_relaxed);
        atomic_fetch_add_explicit(&meeting->second, 1, memory_order_release);
        rl_futex_wake(&meeting->second, INT_MAX);
        return;
    }
    while (atomic_load_explicit(&meeting->second, memory_order_acquire) == mine)
        rl_futex_wait(&meeting->second, mine);
}
