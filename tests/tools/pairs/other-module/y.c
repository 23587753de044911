/* SPDX-License-Identifier: MIT */
/* The partner, which names the other file. */
#include <stdatomic.h>
extern _Atomic int x;
int get(void)
{
    /* [A2] acquire: pairs with [A1] in x.c. What was written is visible. */
    return atomic_load_explicit(&x, memory_order_acquire);
}
