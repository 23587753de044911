/* SPDX-License-Identifier: MIT */
/* The same with a long double that no variable has. */
/* expect: fail rejected unsupported | by: screen */
#include "counter.h" // whole

static long visitors[4];

static void *place(void)
{
    return visitors;
}

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    *(long double *)place() += 1;
}

long counter_total(void)
{
    return (long)*(long double *)place();
}
