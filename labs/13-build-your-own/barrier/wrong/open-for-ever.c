/* SPDX-License-Identifier: MIT */
/* Wrong: when all have come once, the count is full and stays so: at the next meeting nobody waits any more.
 */
#include <limits.h>

#include "meeting.h"

void meeting_wait(struct meeting *meeting)
{
    uint32_t here = atomic_fetch_add(&meeting->first, 1) + 1;

    if (here == meeting->members)
        rl_futex_wake(&meeting->first, INT_MAX);
    while (here < meeting->members) {
        rl_futex_wait(&meeting->first, here);
        here = atomic_load(&meeting->first);
    }
}
