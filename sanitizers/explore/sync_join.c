/* SPDX-License-Identifier: MIT */
/* Joins: pthread_join, and those that do not wait, or not for ever. */
#include <errno.h>
#include <pthread.h>
#include "cancel.h"
#include "internal.h"
#include "sync.h"

enum rlx_enabled rlx_enabled_timedjoin(struct rlx_thread *thread)
{
    const struct rlx_thread *other = (const struct rlx_thread *)thread->op.object->addr;
    return other->state == RLX_THREAD_DONE || rlx_cancel_due(thread) ? RLX_YES : rlx_may_time_out(thread);
}

static void check(const struct rlx_thread *other, uintptr_t pc)
{
    if (other->detached)
        rlx_misuse("join-detached", "the thread was detached: nobody may join it", pc);
}

/* NULL: the thread waits for itself, and is told. */
static struct rlx_thread *reach(int kind, pthread_t thread, struct rlx_thread **self, uintptr_t pc)
{
    struct rlx_thread *other = rlx_thread_of(thread, "what is to be joined is not a thread", pc);
    int waits = kind != RLX_OP_TRYJOIN;
    *self = rlx_begin(kind, pc);
    if (waits && other == *self) {
        rlx_found_simple(RLX_HAZARD_SELF_DEADLOCK, "join-self",
                         "the thread waits for its own end; pthread_join returns EDEADLK", pc);
        return 0;
    }
    check(other, pc);
    if (other->joined || other->joiner >= 0)
        rlx_misuse("join-twice", "the thread has been joined before, or another thread is joining it", pc);
    if (waits)
        other->joiner = (int8_t)(*self)->id;
    rlx_touch(*self, &other->object, RLX_W);
    if (waits)
        rlx_cancel_touch(*self, RLX_R);
    rlx_point(*self);
    check(other, pc);
    other->joiner = -1; /* if it is cancelled, the other can still be joined */
    if (waits)
        rlx_cancel_check(*self, pc);
    return other;
}

static int joined(struct rlx_thread *self, struct rlx_thread *other, void **value, uintptr_t pc)
{
    other->joined = 1;
    other->joiner = (int8_t)self->id;
    rlx_clock_join(&self->hb, &other->hb);
    if (self->clock < other->clock)
        self->clock = other->clock;
    if (value) {
        rlx_write_quiet(value, sizeof *value, pc);
        *value = other->value;
    }
    return 0;
}

int rlx_pthread_join(pthread_t thread, void **value)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self, *other = reach(RLX_OP_JOIN, thread, &self, pc);
    return other ? joined(self, other, value, pc) : EDEADLK;
}

int rlx_pthread_tryjoin_np(pthread_t thread, void **value)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self, *other = reach(RLX_OP_TRYJOIN, thread, &self, pc);
    if (other->state == RLX_THREAD_DONE)
        return joined(self, other, value, pc);
    self->op.on[0].how = RLX_R;
    self->op.weak = 2;
    rlx_spin_read(self, (uintptr_t)&other->object, 0);
    return EBUSY;
}

static int timed_join(pthread_t thread, void **value, clockid_t clock, const struct timespec *until,
                      uintptr_t pc)
{
    struct rlx_thread *self, *other;
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC)
        return EINVAL;
    if (until) {
        rlx_read_quiet(until, sizeof *until, pc);
        if (until->tv_nsec < 0 || until->tv_nsec >= 1000000000)
            until = 0; /* glibc takes no notice of the kernel's EINVAL and waits on */
    }
    other = reach(until ? RLX_OP_TIMEDJOIN : RLX_OP_JOIN, thread, &self, pc);
    if (!other)
        return EDEADLK;
    if (other->state == RLX_THREAD_DONE)
        return joined(self, other, value, pc);
    self->op.on[0].how = RLX_R;
    rlx_spin_read(self, (uintptr_t)&other->object, 0);
    rlx_timed_out(self, until);
    return ETIMEDOUT;
}

int rlx_pthread_timedjoin_np(pthread_t thread, void **value, const struct timespec *until)
{
    return timed_join(thread, value, CLOCK_REALTIME, until, RLX_CALLER);
}

int rlx_pthread_clockjoin_np(pthread_t thread, void **value, clockid_t clock, const struct timespec *until)
{
    return timed_join(thread, value, clock, until, RLX_CALLER);
}
