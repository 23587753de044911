/* SPDX-License-Identifier: MIT */
/* Refused: an order that only the caller knows. */
#include <stdatomic.h>
static _Atomic int x;
int get(memory_order order)
{
    /* [A1] relaxed: no partner. The order is the caller's. */
    return atomic_load_explicit(&x, order);
}
