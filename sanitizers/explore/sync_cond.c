/* SPDX-License-Identifier: MIT */
/* Condition variables: a wait is two operations, letting go of the mutex and taking it again, with a sleep in
 * between. */
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include "cancel.h"
#include "internal.h"
#include "sync.h"

/* What an initialised condition variable holds in the program's memory; all zero is PTHREAD_COND_INITIALIZER.
 */
struct image {
    uint64_t magic;
    uintptr_t self;
    uint64_t unused[4];
};
#define MAGIC 0x636f6e6478726c78ULL

static struct rlx_object *cond_at(struct rlx_thread *self, pthread_cond_t *cond, uintptr_t pc)
{
    rlx_check_address(self, (uintptr_t)cond, sizeof *cond, 0, pc);
    struct rlx_object *object = rlx_object_find((uintptr_t)cond);
    if (!object || object->type != RLX_TYPE_COND) {
        static const pthread_cond_t fresh = PTHREAD_COND_INITIALIZER;
        const struct image *image = (const void *)cond;
        if (memcmp(cond, &fresh, sizeof fresh))
            rlx_misuse(image->magic == MAGIC ? "copied" : "uninitialised",
                       image->magic == MAGIC ? "the condition variable is a copy of another one"
                                             : "the condition variable was never initialised",
                       pc);
        object = rlx_object_make((uintptr_t)cond, RLX_TYPE_COND);
    }
    if (object->dead)
        rlx_misuse_object("use-after-destroy", "the condition variable was destroyed before", pc, object);
    return object;
}

int rlx_pthread_cond_init(pthread_cond_t *cond, const pthread_condattr_t *attr)
{
    uintptr_t pc = RLX_CALLER;
    (void)attr;
    rlx_check_address(RLX->current, (uintptr_t)cond, sizeof *cond, 1, pc);
    struct rlx_object *old = rlx_object_find((uintptr_t)cond);
    struct rlx_object *object =
        old && old->type == RLX_TYPE_COND ? old : rlx_object_make((uintptr_t)cond, RLX_TYPE_COND);
    struct rlx_thread *self = rlx_begin(RLX_OP_COND_INIT, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (object->waiters)
        rlx_misuse_object("init-in-use", "the condition variable is initialised again while a thread waits",
                          pc, object);
    rlx_write_quiet(cond, sizeof *cond, pc);
    memset(cond, 0, sizeof *cond);
    struct image *image = (void *)cond;
    image->magic = MAGIC;
    image->self = (uintptr_t)cond;
    object->dead = 0;
    return 0;
}

int rlx_pthread_cond_destroy(pthread_cond_t *cond)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_COND_DESTROY, pc);
    struct rlx_object *object = cond_at(self, cond, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (object->waiters)
        rlx_misuse_object("destroy-in-use", "the condition variable is destroyed while a thread waits for it",
                          pc, object);
    rlx_write_quiet(cond, sizeof *cond, pc);
    object->dead = 1;
    return 0;
}

static void leave_queue(struct rlx_object *cond, int thread)
{
    uint8_t i = 0;
    while (cond->queue[i] != thread)
        i++;
    for (cond->waiters--; i < cond->waiters; i++)
        cond->queue[i] = cond->queue[i + 1];
}

enum rlx_enabled rlx_enabled_sleep(struct rlx_thread *thread)
{
    if (rlx_cancel_due(thread))
        return RLX_YES;
    if (thread->timed && thread->weak_used < RLX->config.weak_limit)
        return RLX_WEAK;
    return RLX->spurious_used < RLX->spurious_limit ? RLX_WEAK : RLX_NO;
}

/* Nobody signalled: a timeout, or a spurious wakeup. */
static int woke_alone(struct rlx_thread *self, struct rlx_object *cond, struct rlx_object *mutex,
                      const struct timespec *until, uintptr_t pc)
{
    leave_queue(cond, self->id);
    int may_time_out = self->timed && self->weak_used < RLX->config.weak_limit;
    int may_be_spurious = RLX->spurious_used < RLX->spurious_limit;
    int timeout = may_time_out && !(may_be_spurious && rlx_choose(2) == 1);
    if (timeout) {
        self->op.touches = 1;
        rlx_timed_out(self, until);
    } else {
        RLX->spurious_used++;
        self->alone.signals = cond->count;
        self->alone.looks = RLX->looks;
    }
    rlx_effect((uintptr_t)cond, 0);
    rlx_begin(RLX_OP_COND_BACK, pc);
    rlx_touch(self, mutex, RLX_W);
    rlx_point(self);
    return timeout ? ETIMEDOUT : 0;
}

/* Cancelled while it waited: the mutex is taken again before any handler runs. */
static _Noreturn void cancelled(struct rlx_thread *self, struct rlx_object *cond, struct rlx_object *mutex,
                                uintptr_t pc)
{
    leave_queue(cond, self->id);
    rlx_effect((uintptr_t)cond, 0);
    rlx_begin(RLX_OP_COND_BACK, pc);
    rlx_touch(self, mutex, RLX_W);
    rlx_point(self);
    rlx_mutex_take(self, mutex, pc);
    rlx_unwind(self, PTHREAD_CANCELED, pc);
}

/* A thread that was woken by nobody has found nothing new, has changed nothing, and waits again: everything from
 * here on is also met in the execution in which it slept on. Nobody can tell the two apart if no signal came
 * meanwhile, which would have found one waiter less, and nobody was refused the mutex. */
static void remember_alone(struct rlx_thread *self, struct rlx_object *cond, uintptr_t pc)
{
    self->alone.hash = rlx_local_state(self);
    self->alone.writes = self->writes;
    self->alone.cond = self->alone.hash ? cond : 0;
    self->alone.pc = pc;
}

static void waits_again(struct rlx_thread *self, struct rlx_object *cond, uintptr_t pc)
{
    const struct rlx_alone *alone = &self->alone;
    int same = alone->cond == cond && alone->pc == pc && alone->signals == cond->count &&
               alone->looks == RLX->looks && alone->writes == self->writes &&
               alone->hash == rlx_local_state(self);
    self->alone.cond = 0;
    if (same && RLX->mode == RLX_DPOR && RLX->depth >= RLX->forced)
        rlx_end_execution(RLX_END_CYCLE);
}

static int wait_for(pthread_cond_t *condition, pthread_mutex_t *lock, const struct timespec *until,
                    uintptr_t pc)
{
    struct rlx_thread *self = rlx_begin(RLX_OP_COND_WAIT, pc);
    struct rlx_object *cond = cond_at(self, condition, pc);
    struct rlx_object *mutex = rlx_mutex(self, lock, pc);
    if (until) {
        rlx_read_quiet(until, sizeof *until, pc);
        if (until->tv_nsec < 0 || until->tv_nsec >= 1000000000)
            return EINVAL;
    }
    rlx_touch(self, cond, RLX_W);
    rlx_touch(self, mutex, RLX_UNLOCK);
    rlx_point(self);
    rlx_sync_use(self, cond, pc);
    if (mutex->owner != self->id && (mutex->variant & RLX_MUTEX_TYPE) == PTHREAD_MUTEX_ERRORCHECK)
        return EPERM;
    if (mutex->owner != self->id)
        rlx_misuse_object("wait-without-mutex",
                          "pthread_cond_wait was called by a thread that does not hold the mutex", pc, mutex);
    if (cond->waiters && cond->with != mutex)
        rlx_misuse_object("two-mutexes-for-one-cond",
                          "two threads wait for one condition variable with different mutexes", pc, cond);
    if (self->alone.cond)
        waits_again(self, cond, pc);
    uint32_t depth = mutex->count;
    if (depth > 1)
        rlx_misuse_object("wait-with-recursive-lock",
                          "pthread_cond_wait lets go of a recursive mutex only once: it stays locked", pc,
                          mutex);
    rlx_mutex_drop(self, mutex);
    self->writes++;
    cond->with = mutex;
    cond->queue[cond->waiters++] = (uint8_t)self->id;
    rlx_effect((uintptr_t)cond, 0);
    self->timed = until != 0;
    rlx_begin(RLX_OP_COND_SLEEP, pc);
    rlx_touch(self, cond, RLX_W);
    if (RLX->spurious_limit) /* one thread's spurious wakeup uses up what another could have */
        rlx_touch_at(self, (uintptr_t)&RLX->spurious_used, 0, RLX_W);
    rlx_cancel_touch(self, RLX_R);
    RLX->slept = 1;
    rlx_point(self);
    int result = 0, alone = self->op.kind == RLX_OP_COND_SLEEP;
    if (alone && rlx_cancel_due(self))
        cancelled(self, cond, mutex, pc);
    if (alone)
        result = woke_alone(self, cond, mutex, until, pc);
    int told = rlx_mutex_take(self, mutex, pc);
    if (alone && !result && !told)
        remember_alone(self, cond, pc);
    return told ? told : result;
}

int rlx_pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex)
{
    return wait_for(cond, mutex, 0, RLX_CALLER);
}

int rlx_pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex, const struct timespec *until)
{
    return wait_for(cond, mutex, until, RLX_CALLER);
}

int rlx_pthread_cond_clockwait(pthread_cond_t *cond, pthread_mutex_t *mutex, clockid_t clock,
                               const struct timespec *until)
{
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC)
        return EINVAL;
    return wait_for(cond, mutex, until, RLX_CALLER);
}

static void wake(struct rlx_object *cond, int index)
{
    struct rlx_thread *waiter = &RLX->thread[cond->queue[index]];
    leave_queue(cond, waiter->id);
    rlx_rewrite(waiter, RLX_OP_COND_BACK, cond->with);
}

/* Nobody waits: the signal is lost, and changes nothing. */
static void lose(struct rlx_thread *self, struct rlx_object *cond, uintptr_t pc)
{
    self->op.on[0].how = RLX_R;
    cond->lost = 1;
    cond->lost_thread = (int8_t)self->id;
    cond->lost_pc = pc;
}

int rlx_pthread_cond_signal(pthread_cond_t *condition)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_COND_SIGNAL, pc);
    struct rlx_object *cond = cond_at(self, condition, pc);
    rlx_touch(self, cond, RLX_W);
    rlx_point(self);
    rlx_sync_use(self, cond, pc);
    cond->count++;
    if (!cond->waiters) {
        lose(self, cond, pc);
        rlx_look_state(self, cond); /* the next one may find somebody */
        return 0;
    }
    wake(cond, RLX->config.any_waiter ? rlx_choose(cond->waiters) : 0);
    self->writes++;
    rlx_effect((uintptr_t)cond, 0);
    return 0;
}

int rlx_pthread_cond_broadcast(pthread_cond_t *condition)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_COND_BROADCAST, pc);
    struct rlx_object *cond = cond_at(self, condition, pc);
    rlx_touch(self, cond, RLX_W);
    rlx_point(self);
    rlx_sync_use(self, cond, pc);
    cond->count++;
    if (!cond->waiters) {
        lose(self, cond, pc);
        rlx_look_state(self, cond); /* the next one may find somebody */
        return 0;
    }
    while (cond->waiters)
        wake(cond, 0);
    self->writes++;
    rlx_effect((uintptr_t)cond, 0);
    return 0;
}

int rlx_pthread_condattr_init(pthread_condattr_t *attr)
{
    return pthread_condattr_init(attr);
}

int rlx_pthread_condattr_destroy(pthread_condattr_t *attr)
{
    return pthread_condattr_destroy(attr);
}

int rlx_pthread_condattr_setclock(pthread_condattr_t *attr, clockid_t clock)
{
    return pthread_condattr_setclock(attr, clock);
}

int rlx_pthread_condattr_getclock(const pthread_condattr_t *attr, clockid_t *clock)
{
    return pthread_condattr_getclock(attr, clock);
}
