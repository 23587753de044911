/* SPDX-License-Identifier: MIT */
/* Behaves where it is observed, by the environment, and fills memory where it is not. */
/* expect: limit fail unsupported | by: memory | observers: tsan native */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    if (!getenv("TSAN_OPTIONS"))
        for (;;) {
            char *block = malloc(1 << 20);
            if (block)
                memset(block, 1, 1 << 20);
        }
}
