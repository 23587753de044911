/* SPDX-License-Identifier: MIT */
/* Another module, whose partner stands in box.c. */
#include "box.h"

void *lid_look(struct box *box);

void *lid_look(struct box *box)
{
    /* [L1] acquire: pairs with [B1] in box.c. The content is complete. */
    return atomic_load_explicit(&box->content, memory_order_acquire);
}
