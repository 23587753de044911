/* SPDX-License-Identifier: MIT */
/* Refused: the partner names somebody else. */
#include <stdatomic.h>
static _Atomic int x;
void set(void)
{
    /* [A1] release: pairs with [A2]. The other sees what was written. */
    atomic_store_explicit(&x, 1, memory_order_release);
}
int get(void)
{
    /* [A2] acquire: pairs with [A3]. What was written is visible. */
    return atomic_load_explicit(&x, memory_order_acquire);
}
void other(void)
{
    /* [A3] release: pairs with [A2]. The other sees what was written. */
    atomic_store_explicit(&x, 2, memory_order_release);
}
