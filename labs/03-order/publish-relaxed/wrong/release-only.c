/* SPDX-License-Identifier: MIT */
/* Wrong: the writer releases, and no reader acquires: the parcel is sent, and nobody signs for it. */
#include <stdatomic.h>
#include <stddef.h>

#include "tariff.h"

static struct tariff slots[TARIFF_MOST];
static int used; /* the publisher's */
static _Atomic(const struct tariff *) current;

void tariff_publish(long day, long night)
{
    struct tariff *next = &slots[used++];

    next->day = day;
    next->night = night;
    atomic_store_explicit(&current, next, memory_order_release);
}

int tariff_look(void (*look)(const struct tariff *))
{
    const struct tariff *now = atomic_load_explicit(&current, memory_order_relaxed);

    if (now == NULL)
        return 0;
    look(now);
    return 1;
}
