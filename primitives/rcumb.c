/* SPDX-License-Identifier: MIT */
/* RCU by memory barriers.
 *
 * I1. A thread whose section is p > 0 began it when period p was on, or an earlier one was replaced
 *     meanwhile. If p was read from a synchronize, the section sees what that one's caller had removed.
 * I2. synchronize begins period n after the removals of its caller, and returns when each thread shows 0 or
 *     at least n: a section that it did not see had not passed its fence, so it sees the removals.
 * I3. A thread is on the list from join to leave; synchronize walks it under the lock, so leave waits for
 *     it. */
#include "rcumb.h"

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

void rl_rcumb_read_lock(struct rl_rcumb_thread *thread)
{
    if (thread->depth++ > 0)
        return;
    /* [RM1] acquire: pairs with [RM4]. A section of the new period, for which nobody waits, sees the removals
     * before. */
    uint64_t period = atomic_load_explicit(&thread->rcu->period, memory_order_acquire);
    /* [RM2] release: pairs with [RM5]. Who sees the new section knows that the last one is over and done. */
    atomic_store_explicit(&thread->section, period, memory_order_release);
    /* [RM3] seq_cst: pairs with [RM6]. Visible before the first read: either synchronize sees the section, or
     * the section sees what was removed. */
    rl_fence_full(fence_of(thread));
}

void rl_rcumb_read_unlock(struct rl_rcumb_thread *thread)
{
    RL_CHECK(thread->depth > 0, "rcumb: read_unlock outside of a section. Unlock as often as locked.");
    if (--thread->depth > 0)
        return;
    /* [RM7] release: pairs with [RM5]. Who sees it frees after all uses before. */
    atomic_store_explicit(&thread->section, 0, memory_order_release);
}

void rl_rcumb_join(struct rl_rcumb *rcu, struct rl_rcumb_thread *thread)
{
    atomic_init(&thread->section, 0);
    thread->depth = 0;
    thread->rcu = rcu;
    rl_mutex_lock(&rcu->threads_lock);
    thread->next = rcu->threads;
    rcu->threads = thread;
    rl_mutex_unlock(&rcu->threads_lock);
}

void rl_rcumb_leave(struct rl_rcumb_thread *thread)
{
    RL_CHECK(thread->depth == 0, "rcumb: leave inside of a section. Unlock before.");
    rl_mutex_lock(&thread->rcu->threads_lock);
    struct rl_rcumb_thread **link = &thread->rcu->threads;
    while (*link != thread)
        link = &(*link)->next;
    *link = thread->next;
    rl_mutex_unlock(&thread->rcu->threads_lock);
}

static void wait_for(struct rl_rcumb_thread *thread, uint64_t period)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    for (;;) {
        /* [RM5] acquire: pairs with [RM2] and [RM7]. Uses in sections that are over are done. */
        uint64_t section = atomic_load_explicit(&thread->section, memory_order_acquire);
        if (section == 0 || section >= period)
            return;
        rl_pause_turn(&pause);
    }
}

void rl_rcumb_synchronize(struct rl_rcumb *rcu)
{
    rl_mutex_lock(&rcu->threads_lock);
    /* [RM4] release: pairs with [RM1]. Who sees the new period sees what was removed before it. */
    uint64_t period = atomic_fetch_add_explicit(&rcu->period, 1, memory_order_release) + 1;
    /* [RM6] seq_cst: pairs with [RM3]. The removals before it, the looks at threads after it. */
    rl_fence_full(fence_of(&period));
    for (struct rl_rcumb_thread *thread = rcu->threads; thread; thread = thread->next)
        wait_for(thread, period);
    rl_mutex_unlock(&rcu->threads_lock);
}
