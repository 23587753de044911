/* SPDX-License-Identifier: MIT */
/* Wrong: he says that he has ended, and his last look may still be to come. */
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
        atomic_store_explicit(&grace->reader[reader].shown, 0, memory_order_relaxed);
}

void grace_wait(struct grace *grace)
{
    for (int i = 0; i < 2; i++)
        while (atomic_load(&grace->reader[i].shown))
            sched_yield();
}
