/* SPDX-License-Identifier: MIT */
/* A first version: two counters. New readers go to the other one, so that the updater need not wait for them.
 */
#include <sched.h>

#include "grace.h"

static _Atomic uint32_t *counter(struct grace *grace, uint32_t number)
{
    return number % 2 ? &grace->second : &grace->first;
}

void grace_enter(struct grace *grace, int reader)
{
    uint32_t *own = &grace->reader[reader].own; /* 2 * how deep, and 1 in the second counter */

    if (*own < 2) {
        *own = atomic_load(&grace->third) % 2;
        atomic_fetch_add(counter(grace, *own), 1);
    }
    *own += 2;
}

void grace_leave(struct grace *grace, int reader)
{
    uint32_t *own = &grace->reader[reader].own;

    *own -= 2;
    if (*own < 2)
        atomic_fetch_sub(counter(grace, *own), 1);
}

void grace_wait(struct grace *grace)
{
    uint32_t old = atomic_fetch_add(&grace->third, 1); /* TODO(lab): now and then a table is freed in use */

    while (atomic_load(counter(grace, old)) > 0)
        sched_yield();
}
