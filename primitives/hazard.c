/* SPDX-License-Identifier: MIT */
/* Hazard pointers.
 *
 * I1. protect returns p only if `from` showed p after the slot did. So either the slot was seen by a scan
 *     that began after p was removed, or p was not removed when protect looked: the fence in scan and the
 *     two seq_cst operations of protect are in one order, and one of the two sees the other.
 * I2. A retired object is on its thread's list exactly until it is reclaimed, once.
 * I3. The list of threads only grows, so it can be walked without protection. */
#include "hazard.h"

#include "base/check.h"
#include "base/fence.h"
#include "pause.h"

/* Our fences only keep a store before a load: what is handed over goes by the atomics. ThreadSanitizer is
 * told of an object that is the thread's alone, and no atomic's address, or it would see edges that are not
 * there. */
static const void *fence_of(const void *own)
{
    return (const char *)own + 1;
}

static _Atomic(void *) *slot_of(struct rl_hazard_thread *thread, size_t slot)
{
    RL_CHECK(slot < RL_HAZARD_SLOTS, "hazard: slot %zu. A thread has %d, from 0.", slot, RL_HAZARD_SLOTS);
    return &thread->slots[slot];
}

void rl_hazard_join(struct rl_hazard *domain, struct rl_hazard_thread *thread)
{
    for (size_t i = 0; i < RL_HAZARD_SLOTS; i++)
        atomic_init(&thread->slots[i], NULL);
    thread->domain = domain;
    thread->retired = NULL;
    thread->retired_len = 0;
    /* [HZ1] relaxed: no partner. Checked again by [HZ2]. */
    thread->next = atomic_load_explicit(&domain->threads, memory_order_relaxed);
    /* [HZ2] seq_cst/relaxed: pairs with [HZ7]. A scan sees the thread initialised; and sees it at all if it
     * comes after this and before the thread's first protect. */
    while (!atomic_compare_exchange_weak_explicit(&domain->threads, &thread->next, thread,
                                                  memory_order_seq_cst, memory_order_relaxed))
        ;
}

void *rl_hazard_protect(struct rl_hazard_thread *thread, size_t slot, _Atomic(void *) *from)
{
    _Atomic(void *) *hazard = slot_of(thread, slot);
    /* [HZ3] relaxed: no partner. Only the address is used before [HZ5] confirms it. */
    void *seen = atomic_load_explicit(from, memory_order_relaxed);
    for (;;) {
        /* [HZ4] seq_cst: pairs with [HZ6] and [HZ8]. Before the look below in everybody's eyes: a scan that
         * does not see it began before the look, which then sees the removal. As a release it ends the slot's
         * last use. */
        atomic_store_explicit(hazard, seen, memory_order_seq_cst);
        /* [HZ5] seq_cst: pairs with [HZ6] and [ST2] in stack.c. Sees a removal that a scan has begun with;
         * and, as an acquire, what was written before the caller's release store of the pointer. */
        void *now = atomic_load_explicit(from, memory_order_seq_cst);
        if (now == seen)
            return seen;
        seen = now;
    }
}

void rl_hazard_clear(struct rl_hazard_thread *thread, size_t slot)
{
    /* [HZ9] release: pairs with [HZ8]. Who finds the slot empty reclaims after the last use. */
    atomic_store_explicit(slot_of(thread, slot), NULL, memory_order_release);
}

static int is_protected(struct rl_hazard *domain, const void *object)
{
    /* [HZ7] acquire: pairs with [HZ2]. The threads are seen initialised. */
    struct rl_hazard_thread *thread = atomic_load_explicit(&domain->threads, memory_order_acquire);
    for (; thread; thread = thread->next) {
        for (size_t i = 0; i < RL_HAZARD_SLOTS; i++) {
            /* [HZ8] acquire: pairs with [HZ4] and [HZ9]. If the slot shows another object, its use of this
             * one is over and done. */
            if (atomic_load_explicit(&thread->slots[i], memory_order_acquire) == object)
                return 1;
        }
    }
    return 0;
}

/* Reclaims what nobody protects. */
static void scan(struct rl_hazard_thread *thread)
{
    struct rl_hazard_entry *entry = thread->retired;
    thread->retired = NULL;
    thread->retired_len = 0;
    /* [HZ6] seq_cst: pairs with [HZ4] and [HZ5]. The removals before it and the looks at slots after it:
     * whose slot is not seen below sees the removal (I1). */
    rl_fence_full(fence_of(thread));
    while (entry) {
        struct rl_hazard_entry *next = entry->next;
        if (is_protected(thread->domain, entry->object)) {
            entry->next = thread->retired;
            thread->retired = entry;
            thread->retired_len++;
        } else {
            entry->reclaim(entry->object);
        }
        entry = next;
    }
}

void rl_hazard_retire(struct rl_hazard_thread *thread, struct rl_hazard_entry *entry, void *object,
                      void (*reclaim)(void *object))
{
    *entry = (struct rl_hazard_entry){.next = thread->retired, .object = object, .reclaim = reclaim};
    thread->retired = entry;
    if (++thread->retired_len >= RL_HAZARD_BATCH)
        scan(thread);
}

void rl_hazard_leave(struct rl_hazard_thread *thread)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    for (size_t i = 0; i < RL_HAZARD_SLOTS; i++) {
        /* [HZ10] relaxed: no partner. Only the owner writes it. */
        RL_CHECK(!atomic_load_explicit(&thread->slots[i], memory_order_relaxed),
                 "hazard: leave while slot %zu protects an object. Clear it before.", i);
    }
    for (scan(thread); thread->retired; scan(thread))
        rl_pause_turn(&pause);
}
