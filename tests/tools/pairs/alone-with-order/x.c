/* SPDX-License-Identifier: MIT */
/* Refused: an acquire that says it has no partner. */
#include <stdatomic.h>
static _Atomic int x;
int get(void)
{
    /* [A2] acquire: no partner. It is there out of habit. */
    return atomic_load_explicit(&x, memory_order_acquire);
}
