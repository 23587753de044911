/* SPDX-License-Identifier: MIT */
/* One indivisible addition: the processor reads, adds and writes back with nobody in between. */
#include <stdatomic.h>

#include "counter.h"

static atomic_long visitors;

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    atomic_fetch_add(&visitors, 1);
}

long counter_total(void)
{
    return atomic_load(&visitors);
}
