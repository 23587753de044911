/* SPDX-License-Identifier: MIT */
/* A program that loses memory: LeakSanitizer, which needs ptrace, must report it before its silence means
 * anything. */
#include <stdlib.h>

static char *volatile block;

int main(void)
{
    /* Several: an address that is left over somewhere on the stack hides one. */
    for (int i = 0; i < 8; i++) {
        block = malloc(24);
        if (block)
            block[0] = 1;
    }
    block = NULL;
    return 0;
}
