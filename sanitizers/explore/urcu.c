/* SPDX-License-Identifier: MIT */
/* Read-side sections and grace periods. A grace period waits for every section that was open when it began,
 * and for no other; the sections that ended are before its end, and what was before its beginning is before
 * every section that begins later (the guarantee of liburcu's documentation and of the Linux kernel's memory
 * model). */
#include "urcu.h"
#include <string.h>
#include "internal.h"
#include "sync.h"

static struct rlx_rcu flavours[RLX_RCU_FLAVOURS];

struct rlx_rcu *rlx_rcu(int flavour)
{
    struct rlx_rcu *rcu = &flavours[flavour];
    if (rcu->generation != RLX->generation) {
        memset(rcu, 0, sizeof *rcu);
        rcu->generation = RLX->generation;
        rcu->object = rlx_object_make((uintptr_t)rcu, RLX_TYPE_RCU);
        rcu->queue = rlx_object_make((uintptr_t)&rcu->first, RLX_TYPE_RCU);
    }
    return rcu;
}

int rlx_rcu_known(int flavour)
{
    return flavours[flavour].generation == RLX->generation;
}

struct rlx_clock *rlx_rcu_learned(struct rlx_rcu *rcu, int thread)
{
    if (!rcu->learned[thread])
        rcu->learned[thread] = rlx_temp_alloc(sizeof(struct rlx_clock));
    return rcu->learned[thread];
}

static struct rlx_thread *point(struct rlx_rcu *rcu, int kind, int how, uintptr_t pc)
{
    struct rlx_thread *self = rlx_begin(kind, pc);
    rlx_touch(self, rcu->object, how);
    rlx_point(self);
    return self;
}

static void enter(struct rlx_rcu *rcu, struct rlx_thread *self, uintptr_t pc)
{
    rcu->inside |= 1ULL << self->id;
    rcu->pc[self->id] = pc;
    rlx_hb_acquire(self, rcu->object);
    rlx_effect_for_now(rcu->object, (uintptr_t)rcu + 1);
}

/* The thread's section ends: who waits for it need not any more, and learns what it knew. */
static void leave(struct rlx_rcu *rcu, struct rlx_thread *self)
{
    rcu->inside &= ~(1ULL << self->id);
    for (uint32_t t = 0; t < RLX->threads; t++) {
        if (!(rcu->awaited[t] >> self->id & 1))
            continue;
        rcu->awaited[t] &= ~(1ULL << self->id);
        rlx_clock_join(rlx_rcu_learned(rcu, (int)t), &self->hb);
    }
    rlx_hb_release_into(self, &rcu->object->head);
    rlx_effect_for_now(rcu->object, -((uintptr_t)rcu + 1));
}

static void need_registered(const struct rlx_rcu *rcu, int flavour, const struct rlx_thread *self,
                            uintptr_t pc)
{
    if (flavour != RLX_RCU_BP && !(rcu->registered >> self->id & 1))
        rlx_misuse_object(
            "unregistered-reader",
            "the thread reads under RCU and has not called rcu_register_thread: no grace period "
            "waits for it",
            pc, rcu->object);
}

static void read_lock(int flavour, uintptr_t pc)
{
    struct rlx_rcu *rcu = rlx_rcu(flavour);
    struct rlx_thread *self = RLX->current;
    need_registered(rcu, flavour, self, pc);
    if (rcu->depth[self->id] == 0) {
        point(rcu, RLX_OP_RCU_LOCK, RLX_RD, pc);
        enter(rcu, self, pc);
    }
    rcu->depth[self->id]++;
}

static void read_unlock(int flavour, uintptr_t pc)
{
    struct rlx_rcu *rcu = rlx_rcu(flavour);
    struct rlx_thread *self = RLX->current;
    if (rcu->depth[self->id] == 0)
        rlx_misuse_object("unlock-not-locked", "rcu_read_unlock without an rcu_read_lock", pc, rcu->object);
    if (rcu->depth[self->id] == 1) {
        point(rcu, RLX_OP_RCU_UNLOCK, RLX_RD, pc);
        leave(rcu, self);
    }
    rcu->depth[self->id]--;
}

enum rlx_enabled rlx_enabled_grace(struct rlx_thread *thread)
{
    const struct rlx_rcu *rcu = (const struct rlx_rcu *)thread->op.object->addr;
    return rcu->awaited[thread->id] ? RLX_NO : RLX_YES;
}

void rlx_rcu_synchronize(int flavour, uintptr_t pc)
{
    struct rlx_rcu *rcu = rlx_rcu(flavour);
    struct rlx_thread *self = point(rcu, RLX_OP_RCU_GRACE, RLX_W, pc);
    uint64_t me = 1ULL << self->id;
    int online = flavour == RLX_RCU_QSBR && (rcu->inside & me);
    if (online) /* whoever waits for a grace period holds none back */
        leave(rcu, self);
    struct rlx_clock *learned = rlx_rcu_learned(rcu, self->id);
    learned->n = 0;
    if (rcu->object->head)
        rlx_clock_copy(learned, rcu->object->head);
    rcu->awaited[self->id] = rcu->inside;
    self->writes++;
    rlx_hb_release(self, rcu->object);
    point(rcu, RLX_OP_RCU_GRACE_END, RLX_W, pc);
    rlx_clock_join(&self->hb, learned);
    if (online)
        enter(rcu, self, pc);
    rlx_effect((uintptr_t)rcu->object, 0);
}

int rlx_rcu_blocker(const struct rlx_thread *waiter)
{
    if (waiter->op.kind != RLX_OP_RCU_GRACE_END)
        return -1;
    const struct rlx_rcu *rcu = (const struct rlx_rcu *)waiter->op.object->addr;
    uint64_t awaited = rcu->awaited[waiter->id];
    return awaited >> waiter->id & 1 ? waiter->id : awaited ? __builtin_ctzll(awaited) : -1;
}

uintptr_t rlx_rcu_section(const struct rlx_thread *waiter, int reader)
{
    const struct rlx_rcu *rcu = (const struct rlx_rcu *)waiter->op.object->addr;
    return rcu->pc[reader];
}

static void register_thread(int flavour, uintptr_t pc)
{
    struct rlx_rcu *rcu = rlx_rcu(flavour);
    struct rlx_thread *self = RLX->current; /* nobody else sees it, but where it opens a section */
    uint64_t me = 1ULL << self->id;
    if (flavour == RLX_RCU_BP)
        return;
    if (flavour == RLX_RCU_QSBR)
        point(rcu, RLX_OP_RCU_REGISTER, RLX_RD, pc);
    if (rcu->registered & me)
        rlx_misuse_object("register-twice", "rcu_register_thread by a thread that is registered", pc,
                          rcu->object);
    rcu->registered |= me;
    if (flavour == RLX_RCU_QSBR)
        enter(rcu, self, pc);
}

static void unregister_thread(int flavour, uintptr_t pc)
{
    struct rlx_rcu *rcu = rlx_rcu(flavour);
    struct rlx_thread *self = RLX->current;
    uint64_t me = 1ULL << self->id;
    if (flavour == RLX_RCU_BP)
        return;
    if (flavour == RLX_RCU_QSBR)
        point(rcu, RLX_OP_RCU_UNREGISTER, RLX_RD, pc);
    if (!(rcu->registered & me))
        rlx_misuse_object("unregister-not-registered",
                          "rcu_unregister_thread by a thread that is not registered", pc, rcu->object);
    if (rcu->depth[self->id])
        rlx_misuse_object("unregister-in-section", "rcu_unregister_thread inside of a read-side section", pc,
                          rcu->object);
    if (rcu->inside & me)
        leave(rcu, self);
    rcu->registered &= ~me;
}

/* qsbr: between two quiescent states everything is one section. */
static void quiescent(uintptr_t pc)
{
    struct rlx_rcu *rcu = rlx_rcu(RLX_RCU_QSBR);
    need_registered(rcu, RLX_RCU_QSBR, RLX->current, pc);
    struct rlx_thread *self = point(rcu, RLX_OP_RCU_QUIESCENT, RLX_RD, pc);
    if (!(rcu->inside >> self->id & 1))
        rlx_misuse_object("quiescent-offline", "rcu_quiescent_state by a thread that is offline", pc,
                          rcu->object);
    leave(rcu, self);
    enter(rcu, self, pc);
}

static void offline(uintptr_t pc)
{
    struct rlx_rcu *rcu = rlx_rcu(RLX_RCU_QSBR);
    need_registered(rcu, RLX_RCU_QSBR, RLX->current, pc);
    struct rlx_thread *self = point(rcu, RLX_OP_RCU_OFFLINE, RLX_RD, pc);
    if (rcu->inside >> self->id & 1)
        leave(rcu, self);
}

static void online(uintptr_t pc)
{
    struct rlx_rcu *rcu = rlx_rcu(RLX_RCU_QSBR);
    need_registered(rcu, RLX_RCU_QSBR, RLX->current, pc);
    struct rlx_thread *self = point(rcu, RLX_OP_RCU_ONLINE, RLX_RD, pc);
    if (!(rcu->inside >> self->id & 1))
        enter(rcu, self, pc);
}

/* A thread ends: what it has not given back would be used by the next grace period. */
void rlx_rcu_thread_end(struct rlx_thread *self, uintptr_t pc)
{
    for (int f = 0; f < RLX_RCU_FLAVOURS; f++) {
        const struct rlx_rcu *rcu = &flavours[f];
        if (rcu->generation != RLX->generation)
            continue;
        if (rcu->depth[self->id])
            rlx_misuse_object("ended-in-section", "a thread ended inside of a read-side section", pc,
                              rcu->object);
        if (rcu->registered >> self->id & 1)
            rlx_misuse_object("ended-registered",
                              "a thread ended without rcu_unregister_thread: the next grace period reads "
                              "memory that is no longer there",
                              pc, rcu->object);
    }
}

#define READERS(name, flavour)                                                                               \
    void rlx_urcu_##name##_read_lock(void)                                                                   \
    {                                                                                                        \
        read_lock(flavour, RLX_CALLER);                                                                      \
    }                                                                                                        \
    void rlx_urcu_##name##_read_unlock(void)                                                                 \
    {                                                                                                        \
        read_unlock(flavour, RLX_CALLER);                                                                    \
    }
#define COMMON(name, flavour)                                                                                \
    void rlx_urcu_##name##_init(void) {}                                                                     \
    void rlx_urcu_##name##_register_thread(void)                                                             \
    {                                                                                                        \
        register_thread(flavour, RLX_CALLER);                                                                \
    }                                                                                                        \
    void rlx_urcu_##name##_unregister_thread(void)                                                           \
    {                                                                                                        \
        unregister_thread(flavour, RLX_CALLER);                                                              \
    }                                                                                                        \
    void rlx_urcu_##name##_synchronize_rcu(void)                                                             \
    {                                                                                                        \
        rlx_rcu_synchronize(flavour, RLX_CALLER);                                                            \
    }                                                                                                        \
    void rlx_urcu_##name##_call_rcu(struct rcu_head *head, void (*call)(struct rcu_head *))                  \
    {                                                                                                        \
        rlx_rcu_defer(flavour, head, call, RLX_CALLER);                                                      \
    }                                                                                                        \
    void rlx_urcu_##name##_barrier(void)                                                                     \
    {                                                                                                        \
        rlx_rcu_wait_for_calls(flavour, RLX_CALLER);                                                         \
    }

READERS(memb, RLX_RCU_MEMB)
READERS(mb, RLX_RCU_MB)
READERS(bp, RLX_RCU_BP)
COMMON(memb, RLX_RCU_MEMB)
COMMON(mb, RLX_RCU_MB)
COMMON(bp, RLX_RCU_BP)
COMMON(qsbr, RLX_RCU_QSBR)

void rlx_urcu_qsbr_read_lock(void)
{
    need_registered(rlx_rcu(RLX_RCU_QSBR), RLX_RCU_QSBR, RLX->current, RLX_CALLER);
}

void rlx_urcu_qsbr_read_unlock(void) {}

void rlx_urcu_qsbr_quiescent_state(void)
{
    quiescent(RLX_CALLER);
}

void rlx_urcu_qsbr_thread_offline(void)
{
    offline(RLX_CALLER);
}

void rlx_urcu_qsbr_thread_online(void)
{
    online(RLX_CALLER);
}
