/* SPDX-License-Identifier: MIT */
/* Refused: a generic function without an order. */
#include <stdatomic.h>
static _Atomic int x;
int get(void)
{
    /* [A1] seq_cst: pairs with [A1]. The tag does not help: the call has no order. */
    return atomic_load(&x);
}
