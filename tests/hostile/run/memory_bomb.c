/* SPDX-License-Identifier: MIT */
/* Uses memory without end. */
/* expect: limit fail | by: memory | observers: native tsan */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    for (;;) {
        char *block = malloc(1 << 20);
        if (block)
            memset(block, 1, 1 << 20);
    }
}
