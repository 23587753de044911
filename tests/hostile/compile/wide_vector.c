/* SPDX-License-Identifier: MIT */
/* The same with a vector of 32 bytes. */
/* expect: fail rejected unsupported | by: screen */
typedef long wide __attribute__((vector_size(32)));

#include "counter.h" // whole

static wide visitors;

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    visitors += 1;
}

long counter_total(void)
{
    return (long)visitors[0];
}
