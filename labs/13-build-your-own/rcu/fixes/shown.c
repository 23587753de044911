/* SPDX-License-Identifier: MIT */
/* Each reader shows whether he looks. Who was seen outside once has ended, whatever he does after that. */
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
        while (atomic_load(&grace->reader[i].shown))
            sched_yield();
}
