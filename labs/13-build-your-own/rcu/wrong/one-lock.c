/* SPDX-License-Identifier: MIT */
/* Wrong: one reader at a time, and the updater when there is none: safe, and what RCU is there to avoid. */
#include <sched.h>

#include "grace.h"

static _Atomic uint32_t lock;

void grace_enter(struct grace *grace, int reader)
{
    if (grace->reader[reader].own++ == 0)
        while (atomic_exchange(&lock, 1))
            sched_yield();
}

void grace_leave(struct grace *grace, int reader)
{
    if (--grace->reader[reader].own == 0)
        atomic_store(&lock, 0);
}

void grace_wait(struct grace *grace)
{
    (void)grace;
    while (atomic_exchange(&lock, 1))
        sched_yield();
    atomic_store(&lock, 0);
}
