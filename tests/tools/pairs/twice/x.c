/* SPDX-License-Identifier: MIT */
/* Refused: two tags of one name. */
#include <stdatomic.h>
static _Atomic int x;
int take(void)
{
    /* [A1] acq_rel: pairs with [A1]. The last owner is done. */
    return atomic_exchange_explicit(&x, 1, memory_order_acq_rel);
}
int take_again(void)
{
    /* [A1] acq_rel: pairs with [A1]. The last owner is done. */
    return atomic_exchange_explicit(&x, 1, memory_order_acq_rel);
}
