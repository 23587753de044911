/* SPDX-License-Identifier: MIT */
/* Prints without end. */
/* expect: limit fail | by: output | observers: native */
#include <stdio.h>
static void attack(void)
{
    for (;;)
        puts("all is well, all is well, all is well, all is well, all is well, all is well");
}
