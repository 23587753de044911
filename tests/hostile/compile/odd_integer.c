/* SPDX-License-Identifier: MIT */
/* The same with an integer of 40 bits. */
/* expect: fail rejected unsupported compile_error | by: screen */
#include "counter.h" // whole

static _BitInt(40) visitors;

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    visitors += 1;
}

long counter_total(void)
{
    return (long)visitors;
}
