/* SPDX-License-Identifier: MIT */
/* Jumps between frames.
 * EXPECT status=unsupported names=setjmp */
#include <pthread.h>
#include <setjmp.h>
#include <stddef.h>

static jmp_buf where;

int main(void)
{
    if (setjmp(where) == 0)
        longjmp(where, 1);
    return 0;
}
