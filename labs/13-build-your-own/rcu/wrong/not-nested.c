/* SPDX-License-Identifier: MIT */
/* Wrong: the inner end is taken for the outer one, and he goes on looking at what may be freed. */
#include <sched.h>

#include "grace.h"

void grace_enter(struct grace *grace, int reader)
{
    atomic_store(&grace->reader[reader].shown, 1);
}

void grace_leave(struct grace *grace, int reader)
{
    atomic_store(&grace->reader[reader].shown, 0);
}

void grace_wait(struct grace *grace)
{
    for (int i = 0; i < 2; i++)
        while (atomic_load(&grace->reader[i].shown))
            sched_yield();
}
