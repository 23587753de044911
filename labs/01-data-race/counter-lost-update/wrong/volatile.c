/* SPDX-License-Identifier: MIT */
/* Wrong: volatile makes each read and each write happen, but not the three steps together. */
#include "counter.h"

static volatile long visitors;

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    visitors = visitors + 1;
}

long counter_total(void)
{
    return visitors;
}
