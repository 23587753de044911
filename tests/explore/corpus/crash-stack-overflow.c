/* SPDX-License-Identifier: MIT */
/* Recursion without end.
 * EXPECT hazards=crash */
#include <pthread.h>
#include <stddef.h>

static int deep(volatile int n)
{
    volatile char frame[4096];
    frame[0] = (char)n;
    return n < 0 ? 0 : deep(n + 1) + frame[0];
}

int main(void)
{
    return deep(0);
}
