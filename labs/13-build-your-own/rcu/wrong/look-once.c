/* SPDX-License-Identifier: MIT */
/* Wrong: it gives the readers one turn, and does not look whether they have used it. */
#include <sched.h>

#include "grace.h"

void grace_enter(struct grace *grace, int reader)
{
    if (grace->reader[reader].own++ == 0)
        atomic_store(&grace->reader[reader].shown, 1);
}

void grace_leave(struct grace *grace, int reader)
{
    if (--grace->reader[reader].own == 0)
        atomic_store(&grace->reader[reader].shown, 0);
}

void grace_wait(struct grace *grace)
{
    for (int i = 0; i < 2; i++)
        if (atomic_load(&grace->reader[i].shown))
            sched_yield();
}
