/* SPDX-License-Identifier: MIT */
/* Wrong: while the updater waits nobody may begin. Who begins again while he looks waits for the updater, who
 * waits for him. */
#include <sched.h>

#include "grace.h"

void grace_enter(struct grace *grace, int reader)
{
    (void)reader;
    while (atomic_load(&grace->second))
        sched_yield();
    atomic_fetch_add(&grace->first, 1);
}

void grace_leave(struct grace *grace, int reader)
{
    (void)reader;
    atomic_fetch_sub(&grace->first, 1);
}

void grace_wait(struct grace *grace)
{
    atomic_store(&grace->second, 1);
    while (atomic_load(&grace->first) > 0)
        sched_yield();
    atomic_store(&grace->second, 0);
}
