/* SPDX-License-Identifier: MIT */
/* Refused: one tag for two operations. */
#include <stdatomic.h>
static _Atomic int x;
void set(void)
{
    /* [A1] relaxed: no partner. It serves the first of the two. */
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    atomic_store_explicit(&x, 2, memory_order_relaxed);
}
