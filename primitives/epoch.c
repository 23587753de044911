/* SPDX-License-Identifier: MIT */
/* Fraser's epochs.
 *
 * I1. Every open section is of the domain's epoch or of the one before: the epoch rises only when all are
 *     of it.
 * I2. An object that was removed and then retired in epoch e can have been reached only by sections of e
 *     and before: a later one began after the removal was visible. At e + 2 those are over (I1).
 * I3. bags[b] holds what this thread retired in the newest epoch e <= `epoch` with e % BAGS == b, and
 *     nothing older. */
#include "epoch.h"

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

void rl_epoch_join(struct rl_epoch *domain, struct rl_epoch_thread *thread)
{
    atomic_init(&thread->section, 0);
    thread->domain = domain;
    for (size_t i = 0; i < RL_EPOCH_BAGS; i++)
        thread->bags[i] = NULL;
    thread->epoch = 0;
    thread->retired = 0;
    /* [EP1] relaxed: no partner. Checked again by [EP2]. */
    thread->next = atomic_load_explicit(&domain->threads, memory_order_relaxed);
    /* [EP2] release/relaxed: pairs with [EP9]. Who finds the thread sees it initialised. */
    while (!atomic_compare_exchange_weak_explicit(&domain->threads, &thread->next, thread,
                                                  memory_order_release, memory_order_relaxed))
        ;
}

static uint64_t section_of(struct rl_epoch_thread *thread)
{
    /* [EP3] relaxed: no partner. Only the owner writes it. */
    return atomic_load_explicit(&thread->section, memory_order_relaxed);
}

static uint64_t epoch_of(struct rl_epoch *domain)
{
    /* [EP4] acquire: pairs with [EP11]. The sections that had to be over for this epoch are, with what they
     * did. */
    return atomic_load_explicit(&domain->now, memory_order_acquire);
}

void rl_epoch_enter(struct rl_epoch_thread *thread)
{
    RL_CHECK(section_of(thread) == 0, "epoch: enter inside of a section. Exit before.");
    /* [EP5] release: pairs with [EP10]. Who sees the new section knows that the last one is over and done. */
    atomic_store_explicit(&thread->section, 2 * epoch_of(thread->domain) + 1, memory_order_release);
    /* [EP6] seq_cst: pairs with [EP7]. Visible to all before the first look at shared data: either who would
     * raise the epoch sees the section, or the section sees what was removed. */
    rl_fence_full(fence_of(thread));
}

void rl_epoch_exit(struct rl_epoch_thread *thread)
{
    RL_CHECK(section_of(thread) != 0, "epoch: exit outside of a section. Enter before.");
    /* [EP8] release: pairs with [EP10]. Who sees it raises the epoch, and reclaims, after all that was done
     * here. */
    atomic_store_explicit(&thread->section, 0, memory_order_release);
}

/* Raises the epoch if all open sections are of `epoch`. */
static void try_advance(struct rl_epoch *domain, uint64_t epoch)
{
    /* [EP9] acquire: pairs with [EP2]. The threads are seen initialised. */
    struct rl_epoch_thread *thread = atomic_load_explicit(&domain->threads, memory_order_acquire);
    for (; thread; thread = thread->next) {
        /* [EP10] acquire: pairs with [EP5] and [EP8]. Sections that are over are done. */
        uint64_t section = atomic_load_explicit(&thread->section, memory_order_acquire);
        if (section != 0 && section != 2 * epoch + 1)
            return;
    }
    /* [EP11] release/relaxed: pairs with [EP4]. Who sees the epoch sees what was done in the sections that
     * had to be over; as an update it goes on with the releases of the rises before it. */
    atomic_compare_exchange_strong_explicit(&domain->now, &epoch, epoch + 1, memory_order_release,
                                            memory_order_relaxed);
}

static void empty(struct rl_epoch_thread *thread, uint64_t epoch)
{
    struct rl_epoch_entry *entry = thread->bags[epoch % RL_EPOCH_BAGS];
    thread->bags[epoch % RL_EPOCH_BAGS] = NULL;
    while (entry) {
        struct rl_epoch_entry *next = entry->next;
        entry->reclaim(entry->object);
        entry = next;
    }
}

/* The epoch now; what was retired two before it, or earlier, is reclaimed. */
static uint64_t collect(struct rl_epoch_thread *thread)
{
    /* [EP7] seq_cst: pairs with [EP6]. The removals before it and the looks at the epoch and at sections
     * after it: the epoch that is read is one that sections which reached the removed do not lie after (I2).
     */
    rl_fence_full(fence_of(thread));
    uint64_t epoch = epoch_of(thread->domain);
    if (epoch - thread->epoch > RL_EPOCH_BAGS)
        thread->epoch = epoch - RL_EPOCH_BAGS;
    while (thread->epoch < epoch) {
        thread->epoch++;
        empty(thread, thread->epoch);     /* of three epochs ago */
        empty(thread, thread->epoch + 1); /* of two epochs ago */
    }
    return epoch;
}

void rl_epoch_retire(struct rl_epoch_thread *thread, struct rl_epoch_entry *entry, void *object,
                     void (*reclaim)(void *object))
{
    uint64_t epoch = collect(thread);
    struct rl_epoch_entry **bag = &thread->bags[epoch % RL_EPOCH_BAGS];
    *entry = (struct rl_epoch_entry){.next = *bag, .object = object, .reclaim = reclaim};
    *bag = entry;
    if (++thread->retired % RL_EPOCH_BATCH == 0)
        try_advance(thread->domain, epoch);
}

void rl_epoch_leave(struct rl_epoch_thread *thread)
{
    RL_CHECK(section_of(thread) == 0, "epoch: leave inside of a section. Exit before.");
    struct rl_pause pause = RL_PAUSE_INIT;
    while (thread->bags[0] || thread->bags[1] || thread->bags[2]) {
        uint64_t epoch = collect(thread);
        try_advance(thread->domain, epoch);
        rl_pause_turn(&pause);
    }
}
