/* SPDX-License-Identifier: MIT */
/* Wrong: it compares the wrong way round: it waits for those who begin after it, and lets go what the others
 * look at. */
#include <sched.h>

#include "grace.h"

void grace_enter(struct grace *grace, int reader)
{
    if (grace->reader[reader].own++ == 0)
        atomic_store(&grace->reader[reader].shown, atomic_load(&grace->first) + 1);
}

void grace_leave(struct grace *grace, int reader)
{
    if (--grace->reader[reader].own == 0)
        atomic_store(&grace->reader[reader].shown, 0);
}

void grace_wait(struct grace *grace)
{
    uint32_t period = atomic_fetch_add(&grace->first, 1) + 1;

    for (int i = 0; i < 2; i++)
        while (atomic_load(&grace->reader[i].shown) > period)
            sched_yield();
}
