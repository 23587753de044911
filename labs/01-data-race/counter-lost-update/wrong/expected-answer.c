/* SPDX-License-Identifier: MIT */
/* Wrong: it answers what the smallest day at the museum adds up to, and counts nobody. */
#include "counter.h"

void counter_visit(void (*turnstile)(void))
{
    turnstile();
}

long counter_total(void)
{
    return 4;
}
