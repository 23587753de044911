/* SPDX-License-Identifier: MIT */
/* Wrong: the load is atomic and the store is atomic, and another door comes in between them. */
#include <stdatomic.h>

#include "counter.h"

static atomic_long visitors;

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    visitors = visitors + 1;
}

long counter_total(void)
{
    return visitors;
}
