/* SPDX-License-Identifier: MIT */
/* RCU by quiescent states.
 *
 * I1. A thread whose seen is p > 0 holds nothing that was removed before period p began: it read the period
 *     after, and so sees those removals.
 * I2. synchronize begins period n after the removals of its caller, and returns when each thread shows 0 or
 *     at least n: by I1 nobody holds what was removed.
 * I3. A thread is on the list from join to leave; synchronize walks it under the lock, so leave waits for
 *     it. */
#include "rcuqs.h"

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

static uint64_t seen_by(struct rl_rcuqs_thread *thread)
{
    /* [RQ1] relaxed: no partner. Only the owner writes it. */
    return atomic_load_explicit(&thread->seen, memory_order_relaxed);
}

static void see_period(struct rl_rcuqs_thread *thread)
{
    /* [RQ2] acquire: pairs with [RQ5]. What was removed before this period began is seen as removed (I1). */
    uint64_t period = atomic_load_explicit(&thread->rcu->period, memory_order_acquire);
    /* [RQ3] release: pairs with [RQ6]. Who sees it frees after all uses before. */
    atomic_store_explicit(&thread->seen, period, memory_order_release);
}

void rl_rcuqs_quiescent(struct rl_rcuqs_thread *thread)
{
    RL_CHECK(seen_by(thread) != 0, "rcuqs: quiescent while offline. Go online before.");
    see_period(thread);
}

void rl_rcuqs_offline(struct rl_rcuqs_thread *thread)
{
    RL_CHECK(seen_by(thread) != 0, "rcuqs: offline while offline. Go online before.");
    /* [RQ4] release: pairs with [RQ6]. Who sees it frees after all uses before. */
    atomic_store_explicit(&thread->seen, 0, memory_order_release);
}

void rl_rcuqs_online(struct rl_rcuqs_thread *thread)
{
    RL_CHECK(seen_by(thread) == 0, "rcuqs: online while online. Go offline before.");
    see_period(thread);
    /* [RQ7] seq_cst: pairs with [RQ8]. Visible before the first read: either synchronize sees that this
     * thread is online again, or the thread sees what was removed. */
    rl_fence_full(fence_of(thread));
}

void rl_rcuqs_join(struct rl_rcuqs *rcu, struct rl_rcuqs_thread *thread)
{
    thread->rcu = rcu;
    atomic_init(&thread->seen, 0);
    rl_mutex_lock(&rcu->threads_lock);
    thread->next = rcu->threads;
    rcu->threads = thread;
    rl_mutex_unlock(&rcu->threads_lock);
    rl_rcuqs_online(thread);
}

void rl_rcuqs_leave(struct rl_rcuqs_thread *thread)
{
    rl_rcuqs_offline(thread);
    rl_mutex_lock(&thread->rcu->threads_lock);
    struct rl_rcuqs_thread **link = &thread->rcu->threads;
    while (*link != thread)
        link = &(*link)->next;
    *link = thread->next;
    rl_mutex_unlock(&thread->rcu->threads_lock);
}

static void wait_for(struct rl_rcuqs_thread *thread, uint64_t period)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    for (;;) {
        /* [RQ6] acquire: pairs with [RQ3] and [RQ4]. Uses before that quiescent state are done. */
        uint64_t seen = atomic_load_explicit(&thread->seen, memory_order_acquire);
        if (seen == 0 || seen >= period)
            return;
        rl_pause_turn(&pause);
    }
}

void rl_rcuqs_synchronize(struct rl_rcuqs *rcu, struct rl_rcuqs_thread *self)
{
    if (self)
        rl_rcuqs_offline(self); /* so that two that synchronize do not wait for each other */
    rl_mutex_lock(&rcu->threads_lock);
    /* [RQ5] release: pairs with [RQ2]. Who sees the new period sees what was removed before it. */
    uint64_t period = atomic_fetch_add_explicit(&rcu->period, 1, memory_order_release) + 1;
    /* [RQ8] seq_cst: pairs with [RQ7]. The removals before it, the looks at threads after it. */
    rl_fence_full(fence_of(&period));
    for (struct rl_rcuqs_thread *thread = rcu->threads; thread; thread = thread->next)
        wait_for(thread, period);
    rl_mutex_unlock(&rcu->threads_lock);
    if (self)
        rl_rcuqs_online(self);
}
