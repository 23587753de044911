/* SPDX-License-Identifier: MIT */
/* Refused: the tag does not say what the other thread sees. */
#include <stdatomic.h>
static _Atomic int x;
int take(void)
{
    /* [A1] acq_rel: pairs with [A1]. */
    return atomic_exchange_explicit(&x, 1, memory_order_acq_rel);
}
