/* SPDX-License-Identifier: MIT */
/* Refused: a fence outside base/fence.h. */
#include <stdatomic.h>
void order(void)
{
    /* [A1] seq_cst: pairs with [A1]. ThreadSanitizer sees nothing of it. */
    atomic_thread_fence(memory_order_seq_cst);
}
