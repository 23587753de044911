/* SPDX-License-Identifier: MIT */
/* Counts in a type whose accesses clang does not tell a sanitizer of. */
/* expect: fail rejected unsupported | by: screen */
#include "counter.h" // whole

static long double visitors;

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    visitors += 1;
}

long counter_total(void)
{
    return (long)visitors;
}
