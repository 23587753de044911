/* SPDX-License-Identifier: MIT */
/* Stores by an instruction of its own. */
/* expect: fail rejected unsupported compile_error | by: screen */
#include <emmintrin.h>

#include "counter.h" // whole

static long visitors;

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    _mm_stream_si64((long long *)&visitors, visitors + 1);
}

long counter_total(void)
{
    return (long)visitors;
}
