/* SPDX-License-Identifier: MIT */
/* Wrong: fences put the two steps in order, and leave room between them as before. */
#include <stdatomic.h>

#include "dispenser.h"

static atomic_int next_number;

void dispenser_take(void (*print)(int number))
{
    atomic_thread_fence(memory_order_seq_cst);
    int mine = atomic_load_explicit(&next_number, memory_order_seq_cst);
    atomic_thread_fence(memory_order_seq_cst);
    atomic_store_explicit(&next_number, mine + 1, memory_order_seq_cst);
    atomic_thread_fence(memory_order_seq_cst);
    print(mine);
}
