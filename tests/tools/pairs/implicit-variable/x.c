/* SPDX-License-Identifier: MIT */
/* Refused: plain uses of an atomic variable. */
#include <stdatomic.h>
static _Atomic int x = 3;
void count(void)
{
    x++;
}
