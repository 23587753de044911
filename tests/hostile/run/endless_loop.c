/* SPDX-License-Identifier: MIT */
/* Never ends. */
/* expect: fail limit | by: limits */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    for (volatile int i = 0; i >= 0; i = !i)
        continue;
}
