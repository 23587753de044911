/* SPDX-License-Identifier: MIT */
/* Each reader shows the period in which he began; the updater begins a new one and waits for those of older
 * ones, so that nobody who comes back again and again holds him up. primitives/rcumb.c is this one. */
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
        atomic_store_explicit(&grace->reader[reader].shown, 0, memory_order_release);
}

void grace_wait(struct grace *grace)
{
    uint32_t period = atomic_fetch_add(&grace->first, 1) + 1;

    for (int i = 0; i < 2; i++)
        for (;;) {
            uint32_t shown =
                atomic_load(&grace->reader[i].shown); /* 0: outside; else one more than his period */

            if (shown == 0 || (int32_t)(shown - 1 - period) >= 0)
                break;
            sched_yield();
        }
}
