/* SPDX-License-Identifier: MIT */
/* A program that loses memory: LeakSanitizer, which needs ptrace, must report it before its silence means
 * anything. */
#include <stdlib.h>

static void lose(void)
{
    char *volatile text = malloc(24);
    if (text)
        text[0] = 1;
    text = NULL;
}

int main(void)
{
    lose();
    return 0;
}
