/* SPDX-License-Identifier: MIT */
/* Refused: a plain write of an atomic element. */
#include <stdatomic.h>
static _Atomic(char *) slots[4];
void clear(int i)
{
    slots[i] = 0;
}
