/* SPDX-License-Identifier: MIT */
/* The same with a bit-field that three bytes hold, and a neighbour. */
/* expect: fail rejected unsupported | by: screen */
#include "counter.h" // whole

static struct { unsigned a : 20; char b; } visitors;

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    visitors.a++;
}

long counter_total(void)
{
    return (long)visitors.a;
}
