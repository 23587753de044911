/* SPDX-License-Identifier: MIT */
/* Refused: two partners of which none releases. */
#include <stdatomic.h>
static _Atomic int x;
void set(void)
{
    /* [A1] relaxed: pairs with [A2]. The other sees what was written. */
    atomic_store_explicit(&x, 1, memory_order_relaxed);
}
int get(void)
{
    /* [A2] acquire: pairs with [A1]. What was written is visible. */
    return atomic_load_explicit(&x, memory_order_acquire);
}
