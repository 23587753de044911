/* SPDX-License-Identifier: MIT */
/* Refused: the partner stands in another module, whose file is not named. */
#include <stdatomic.h>
extern _Atomic int x;
void set(void)
{
    /* [A1] release: pairs with [A2]. The other sees what was written. */
    atomic_store_explicit(&x, 1, memory_order_release);
}
