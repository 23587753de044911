/* SPDX-License-Identifier: MIT */
/* call_rcu and rcu_barrier: deferred calls are made by a thread of liburcu's own, in order, after a grace
 * period. */
#include "internal.h"
#include "sync.h"
#include "urcu.h"

struct rlx_rcu_call {
    struct rcu_head *head;
    void (*call)(struct rcu_head *);
    struct rlx_rcu_call *next;
    struct rlx_clock knew; /* what the caller of call_rcu knew */
};

/* Readers do not care for the queue: it is an object of its own. */
static const struct rlx_rcu *queue_of(const struct rlx_object *queue)
{
    return (const struct rlx_rcu *)(queue->addr - offsetof(struct rlx_rcu, first));
}

enum rlx_enabled rlx_enabled_calls(struct rlx_thread *thread)
{
    const struct rlx_rcu *rcu = queue_of(thread->op.object);
    return rcu->first ? RLX_YES : RLX_NO;
}

/* One call has been made: who waits for this many has learned enough. */
static void note_done(struct rlx_rcu *rcu, struct rlx_thread *self)
{
    struct rlx_thread *worker = rlx_begin(RLX_OP_RCU_CALLED, (uintptr_t)rlx_enabled_calls + 1);
    rlx_touch(worker, rcu->queue, RLX_W);
    rlx_point(worker);
    rcu->done++;
    rlx_hb_release_into(self, &rcu->called);
    for (uint32_t t = 0; t < RLX->threads; t++)
        if (rcu->ticket[t] == rcu->done)
            rlx_clock_join(rlx_rcu_learned(rcu, (int)t), &self->hb);
    rlx_effect((uintptr_t)rcu->queue, 0);
}

/* The thread that makes the calls. It takes all that are waiting, lets a grace period pass, and makes them.
 */
static void *work(void *arg)
{
    int flavour = (int)(uintptr_t)arg;
    struct rlx_rcu *rcu = rlx_rcu(flavour);
    for (;;) {
        struct rlx_thread *self = rlx_begin(RLX_OP_RCU_CALLS, (uintptr_t)rlx_enabled_calls + 1);
        rlx_touch(self, rcu->queue, RLX_W);
        rlx_point(self);
        struct rlx_rcu_call *call = rcu->first;
        rcu->first = rcu->last = 0;
        for (struct rlx_rcu_call *c = call; c; c = c->next)
            rlx_clock_join(&self->hb, &c->knew);
        rlx_rcu_synchronize(flavour, self->create_pc);
        for (; call; call = call->next) {
            call->call(call->head);
            note_done(rcu, self);
        }
    }
    return 0;
}

static void start_worker(struct rlx_rcu *rcu, int flavour, struct rlx_thread *self, uintptr_t pc)
{
    rcu->worker = rlx_thread_make(work, (void *)(uintptr_t)flavour, pc);
    rcu->worker->daemon = 1;
    RLX->daemons |= 1ULL << rcu->worker->id;
    rcu->worker->detached = 1;
    rcu->worker->object.addr = (uintptr_t)rcu->worker;
    self->op.object = &rcu->worker->object;
    rlx_hb_fork(self, rcu->worker);
    RLX->newborn |= 1ULL << rcu->worker->id;
}

void rlx_rcu_defer(int flavour, struct rcu_head *head, void (*function)(struct rcu_head *), uintptr_t pc)
{
    struct rlx_rcu *rcu = rlx_rcu(flavour);
    struct rlx_thread *self = rlx_begin(rcu->worker ? RLX_OP_RCU_CALL : RLX_OP_CREATE, pc);
    if (!rcu->worker)
        rlx_touch_at(self, (uintptr_t)&RLX->threads, 0, RLX_W); /* it makes the thread */
    rlx_touch(self, rcu->queue, RLX_W);
    rlx_point(self);
    rlx_write_quiet(head, 2 * sizeof(void *), pc);
    struct rlx_rcu_call *call = rlx_temp_alloc(sizeof *call);
    call->head = head;
    call->call = function;
    call->next = 0;
    rlx_clock_copy(&call->knew, &self->hb);
    self->hb.v[self->id]++;
    if (rcu->last)
        rcu->last->next = call;
    else
        rcu->first = call;
    rcu->last = call;
    rcu->queued++;
    self->writes++;
    rlx_effect((uintptr_t)rcu->queue, 0);
    if (!rcu->worker)
        start_worker(rcu, flavour, self, pc);
}

enum rlx_enabled rlx_enabled_called(struct rlx_thread *thread)
{
    const struct rlx_rcu *rcu = queue_of(thread->op.object);
    return rcu->done >= rcu->ticket[thread->id] ? RLX_YES : RLX_NO;
}

void rlx_rcu_wait_for_calls(int flavour, uintptr_t pc)
{
    struct rlx_rcu *rcu = rlx_rcu(flavour);
    struct rlx_thread *self = rlx_begin(RLX_OP_RCU_BARRIER, pc);
    rlx_touch(self, rcu->queue, RLX_W);
    rlx_point(self);
    struct rlx_clock *learned = rlx_rcu_learned(rcu, self->id);
    learned->n = 0;
    if (rcu->called)
        rlx_clock_copy(learned, rcu->called);
    rcu->ticket[self->id] = rcu->queued;
    self->writes++;
    rlx_begin(RLX_OP_RCU_BARRIER_END, pc);
    rlx_touch(self, rcu->queue, RLX_W);
    rlx_point(self);
    rcu->ticket[self->id] = 0;
    rlx_clock_join(&self->hb, learned);
}

int rlx_rcu_pending(void)
{
    for (int f = 0; f < RLX_RCU_FLAVOURS; f++)
        if (rlx_rcu_known(f) && rlx_rcu(f)->queued != rlx_rcu(f)->done)
            return 1;
    return 0;
}
