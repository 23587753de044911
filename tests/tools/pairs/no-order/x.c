/* SPDX-License-Identifier: MIT */
/* Refused: a tag without an order. */
#include <stdatomic.h>
static _Atomic int x;
int get(void)
{
    /* [A1] pairs with [A2]. What was written is visible. */
    return atomic_load_explicit(&x, memory_order_acquire);
}
