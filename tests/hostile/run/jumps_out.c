/* SPDX-License-Identifier: MIT */
/* Jumps out of a thread into another one's past. */
/* expect: unsupported fail | by: explorer */
#include <setjmp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static jmp_buf place;

static void attack(void)
{
    if (!setjmp(place))
        longjmp(place, 1);
}
