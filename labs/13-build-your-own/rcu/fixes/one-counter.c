/* SPDX-License-Identifier: MIT */
/* One count of all who look: the shortest that is right. With many readers it is hardly ever 0. */
#include <sched.h>

#include "grace.h"

void grace_enter(struct grace *grace, int reader)
{
    if (grace->reader[reader].own++ == 0)
        atomic_fetch_add(&grace->first, 1);
}

void grace_leave(struct grace *grace, int reader)
{
    if (--grace->reader[reader].own == 0)
        atomic_fetch_sub(&grace->first, 1);
}

void grace_wait(struct grace *grace)
{
    while (atomic_load(&grace->first) > 0)
        sched_yield();
}
