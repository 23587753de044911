/* SPDX-License-Identifier: MIT */
/* Wrong: the lock is held for an instant only; but who is stopped in this instant stops every reader. */
#include <sched.h>

#include "grace.h"

static void lock(struct grace *grace)
{
    while (atomic_exchange(&grace->third, 1))
        sched_yield();
}

static void unlock(struct grace *grace)
{
    atomic_store(&grace->third, 0);
}

void grace_enter(struct grace *grace, int reader)
{
    if (grace->reader[reader].own++ == 0) {
        lock(grace);
        grace->first++;
        unlock(grace);
    }
}

void grace_leave(struct grace *grace, int reader)
{
    if (--grace->reader[reader].own == 0) {
        lock(grace);
        grace->first--;
        unlock(grace);
    }
}

void grace_wait(struct grace *grace)
{
    for (uint32_t left = 1; left > 0;) {
        lock(grace);
        left = grace->first;
        unlock(grace);
        if (left > 0)
            sched_yield();
    }
}
