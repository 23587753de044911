/* SPDX-License-Identifier: MIT */
/* The museum's counter as it was installed when the museum had one door. */
#include "counter.h"

static long visitors;

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    visitors++; /* TODO(lab): the museum has two doors now, and the evening's total is too small */
}

long counter_total(void)
{
    return visitors;
}
