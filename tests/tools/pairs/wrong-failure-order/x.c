/* SPDX-License-Identifier: MIT */
/* Refused: the tag says nothing of the order of failure. */
#include <stdatomic.h>
static _Atomic int x;
int take(int seen)
{
    /* [A1] acq_rel: pairs with [A1]. The last owner is done. */
    return atomic_compare_exchange_strong_explicit(&x, &seen, 1, memory_order_acq_rel, memory_order_relaxed);
}
