/* SPDX-License-Identifier: MIT */
/* Refused: an operation without a tag. */
#include <stdatomic.h>
static _Atomic int x;
void set(void) { atomic_store_explicit(&x, 1, memory_order_relaxed); }
