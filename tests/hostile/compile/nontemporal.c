/* SPDX-License-Identifier: MIT */
/* Stores round the hooks. */
/* expect: fail rejected unsupported | by: screen */
#include "counter.h" // whole

static long visitors;

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    __builtin_nontemporal_store(__builtin_nontemporal_load(&visitors) + 1, &visitors);
}

long counter_total(void)
{
    return (long)visitors;
}
