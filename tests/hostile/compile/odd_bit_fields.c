/* SPDX-License-Identifier: MIT */
/* The same with bit-fields of 43 bits, packed. */
/* expect: fail rejected unsupported | by: screen */
#include "counter.h" // whole

static struct __attribute__((packed)) { unsigned long a : 40, b : 3; } visitors;

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    visitors.a++;
}

long counter_total(void)
{
    return (long)visitors.a;
}
