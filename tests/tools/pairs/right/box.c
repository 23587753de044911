/* SPDX-License-Identifier: MIT */
/* The other half of the module: partners in both files and in another module. */
#include "box.h"
#include "base/fence.h"

void box_put(struct box *box, void *content);
void *box_take(struct box *box);
int box_state_is(_Atomic uint32_t *word, uint32_t state);

void box_put(struct box *box, void *content)
{
    struct box empty = {.state = 0, .content = NULL};
    (void)sizeof(empty.state);
    /* [B1] release: pairs with [B2] and [L1] in lid.c. Who sees the content sees what was written to it. */
    atomic_store_explicit(&box->content, content, memory_order_release);
    for (int i = 0; i < 4; i++) {
        /* [B3] relaxed: no partner. A count that nobody orders anything by. */
        atomic_fetch_add_explicit(&box->counters[i], 1, memory_order_relaxed);
    }
}

void *box_take(struct box *box)
{
    uint32_t seen = 0;
    uint32_t state = 1; // a plain variable with the name of an atomic field
    do {
        seen = state & seen;
        /* [B4] acq_rel/acquire: pairs with [B4]. Whoever had the box before
         * is done with it; "[B9] relaxed" inside a comment is only text. */
    } while (!atomic_compare_exchange_weak_explicit(&box->state, &seen, (seen + 1), memory_order_acq_rel,
                                                    memory_order_acquire));
    /* [B5] release: pairs with [B6]. A fence: what was written above is visible behind the other one. */
    rl_fence_release(&box->state);
    /* [B6] acquire: pairs with [B5]. A fence: and here it is. */
    rl_fence_acquire(&box->state);
    return /* [B2] acquire: pairs with [B1]. The content is complete. */ (void *)__atomic_load_n(
        (void **)&box->content, __ATOMIC_ACQUIRE);
}

int box_state_is(_Atomic uint32_t *word, uint32_t state)
{
    /* [B7] relaxed: pairs with [B8]. Only the value counts. */
    uint32_t now = atomic_load_explicit(word, memory_order_relaxed);
    /* [B8] relaxed: pairs with [B7]. Only the value counts. */
    atomic_store_explicit(&word[0], now, memory_order_relaxed);
    return now == state;
}
