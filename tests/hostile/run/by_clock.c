/* SPDX-License-Identifier: MIT */
/* Behaves where time stands still, and leaves without a word where it passes. */
/* expect: fail unsupported needs_review | by: end marker */
#include <time.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    for (volatile int i = 0; i < 200000; i++)
        continue;
    clock_gettime(CLOCK_MONOTONIC, &after);
    if ((after.tv_sec - before.tv_sec) * 1000000000L + after.tv_nsec - before.tv_nsec > 50000)
        _exit(0);
}
