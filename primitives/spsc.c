/* SPDX-License-Identifier: MIT */
/* Lamport's ring with copies of the indices.
 *
 * I1. popped <= pushed <= popped + capacity, in arithmetic modulo 2^32.
 * I2. Slot i belongs to the consumer while popped <= i < pushed (modulo capacity), else to the producer. An
 *     index moves after the slot was written or read, so it hands the slot over.
 * I3. A copy is never ahead of its index: it may say full or empty wrongly, but then it is fetched anew. */
#include "spsc.h"

#include "base/check.h"

static void **slot_of(struct rl_spsc *queue, uint32_t index)
{
    RL_CHECK(queue->capacity > 0 && (queue->capacity & (queue->capacity - 1)) == 0,
             "spsc: a capacity of %u. Give a power of two.", queue->capacity);
    return &queue->slots[index & (queue->capacity - 1)];
}

bool rl_spsc_push(struct rl_spsc *queue, void *element)
{
    /* [SP1] relaxed: no partner. Only the producer writes it. */
    uint32_t pushed = atomic_load_explicit(&queue->pushed, memory_order_relaxed);
    void **slot = slot_of(queue, pushed);
    if (pushed - queue->popped_copy == queue->capacity) {
        /* [SP2] acquire: pairs with [SP6]. The consumer has read the slot that is written below. */
        queue->popped_copy = atomic_load_explicit(&queue->popped, memory_order_acquire);
        if (pushed - queue->popped_copy == queue->capacity)
            return false;
    }
    *slot = element;
    /* [SP3] release: pairs with [SP5]. The consumer sees the slot, and what is behind the pointer. */
    atomic_store_explicit(&queue->pushed, pushed + 1, memory_order_release);
    return true;
}

bool rl_spsc_pop(struct rl_spsc *queue, void **element)
{
    /* [SP4] relaxed: no partner. Only the consumer writes it. */
    uint32_t popped = atomic_load_explicit(&queue->popped, memory_order_relaxed);
    void **slot = slot_of(queue, popped);
    if (popped == queue->pushed_copy) {
        /* [SP5] acquire: pairs with [SP3]. The slot that is read below, and what is behind the pointer, is
         * visible. */
        queue->pushed_copy = atomic_load_explicit(&queue->pushed, memory_order_acquire);
        if (popped == queue->pushed_copy)
            return false;
    }
    *element = *slot;
    /* [SP6] release: pairs with [SP2]. The producer overwrites the slot after it was read. */
    atomic_store_explicit(&queue->popped, popped + 1, memory_order_release);
    return true;
}
