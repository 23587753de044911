/* SPDX-License-Identifier: MIT */
/* Semaphores: posts commute with each other; a wait learns of every post before it. */
#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <string.h>
#include "cancel.h"
#include "internal.h"
#include "sync.h"

static struct rlx_object *sem_at(struct rlx_thread *self, sem_t *sem, uintptr_t pc)
{
    rlx_check_address(self, (uintptr_t)sem, sizeof *sem, 0, pc);
    struct rlx_object *object = rlx_object_find((uintptr_t)sem);
    if (!object || object->type != RLX_TYPE_SEM) {
        static const sem_t zero; /* static and never initialised: to glibc a semaphore of value 0 */
        if (memcmp(sem, &zero, sizeof zero))
            rlx_misuse("uninitialised", "the semaphore was never initialised with sem_init", pc);
        object = rlx_object_make((uintptr_t)sem, RLX_TYPE_SEM);
    }
    if (object->dead)
        rlx_misuse_object("use-after-destroy", "the semaphore was destroyed before", pc, object);
    return object;
}

int rlx_sem_init(sem_t *sem, int shared, unsigned value)
{
    uintptr_t pc = RLX_CALLER;
    if (shared)
        rlx_unsupported("sem_init", "a semaphore shared between processes. Give 0 as the second argument",
                        pc);
    if (value > SEM_VALUE_MAX) {
        errno = EINVAL;
        return -1;
    }
    rlx_check_address(RLX->current, (uintptr_t)sem, sizeof *sem, 1, pc);
    struct rlx_object *object = rlx_object_find((uintptr_t)sem);
    if (!object || object->type != RLX_TYPE_SEM)
        object = rlx_object_make((uintptr_t)sem, RLX_TYPE_SEM);
    struct rlx_thread *self = rlx_begin(RLX_OP_SEM_INIT, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    rlx_write_quiet(sem, sizeof *sem, pc);
    memset(sem, 0, sizeof *sem);
    object->count = value;
    object->dead = 0;
    return 0;
}

int rlx_sem_destroy(sem_t *sem)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_SEM_DESTROY, pc);
    struct rlx_object *object = sem_at(self, sem, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (rlx_waiting_for(object) >= 0)
        rlx_misuse_object("destroy-in-use", "the semaphore is destroyed while a thread waits for it", pc,
                          object);
    rlx_write_quiet(sem, sizeof *sem, pc);
    object->dead = 1;
    return 0;
}

enum rlx_enabled rlx_enabled_sem(struct rlx_thread *thread)
{
    return thread->op.object->count || rlx_cancel_due(thread) ? RLX_YES : RLX_NO;
}

enum rlx_enabled rlx_enabled_timedsem(struct rlx_thread *thread)
{
    return thread->op.object->count || rlx_cancel_due(thread) ? RLX_YES : rlx_may_time_out(thread);
}

static struct rlx_object *reach(int kind, sem_t *sem, int how, uintptr_t pc)
{
    struct rlx_thread *self = rlx_begin(kind, pc);
    struct rlx_object *object = sem_at(self, sem, pc);
    rlx_touch(self, object, how);
    int waits = kind == RLX_OP_SEM_WAIT || kind == RLX_OP_SEM_TIMEDWAIT;
    if (waits)
        rlx_cancel_touch(self, RLX_R);
    rlx_point(self);
    if (object->dead)
        rlx_misuse_object("use-after-destroy", "the semaphore was destroyed before", pc, object);
    rlx_sync_use(self, object, pc);
    if (waits)
        rlx_cancel_check(self, pc);
    return object;
}

static void take(struct rlx_object *sem)
{
    struct rlx_thread *self = RLX->current;
    sem->count--;
    rlx_hb_acquire(self, sem);
    rlx_effect_for_now(sem, (uintptr_t)sem);
}

int rlx_sem_wait(sem_t *sem)
{
    take(reach(RLX_OP_SEM_WAIT, sem, RLX_W, RLX_CALLER));
    return 0;
}

int rlx_sem_trywait(sem_t *sem)
{
    struct rlx_object *object = reach(RLX_OP_SEM_TRYWAIT, sem, RLX_W, RLX_CALLER);
    if (!object->count) {
        RLX->current->op.on[0].how = RLX_R;
        RLX->current->op.weak = 2;
        rlx_spin_read(RLX->current, (uintptr_t)object, 0);
        errno = EAGAIN;
        return -1;
    }
    rlx_look_state(RLX->current, object);
    take(object);
    return 0;
}

static int timed_wait(sem_t *sem, const struct timespec *until, uintptr_t pc)
{
    rlx_read_quiet(until, sizeof *until, pc);
    if (until->tv_nsec < 0 || until->tv_nsec >= 1000000000) {
        errno = EINVAL;
        return -1;
    }
    struct rlx_object *object = reach(RLX_OP_SEM_TIMEDWAIT, sem, RLX_W, pc);
    if (object->count) {
        rlx_look_state(RLX->current, object);
        take(object);
        return 0;
    }
    RLX->current->op.on[0].how = RLX_R;
    rlx_spin_read(RLX->current, (uintptr_t)object, 0);
    rlx_timed_out(RLX->current, until);
    errno = ETIMEDOUT;
    return -1;
}

int rlx_sem_timedwait(sem_t *sem, const struct timespec *until)
{
    return timed_wait(sem, until, RLX_CALLER);
}

int rlx_sem_clockwait(sem_t *sem, clockid_t clock, const struct timespec *until)
{
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC) {
        errno = EINVAL;
        return -1;
    }
    return timed_wait(sem, until, RLX_CALLER);
}

/* Posts commute, but not where the first may leave no room for the second. */
static int how_posted(const sem_t *sem)
{
    const struct rlx_object *object = rlx_object_find((uintptr_t)sem);
    return object && object->count > SEM_VALUE_MAX / 2 ? RLX_W : RLX_ADD;
}

int rlx_sem_post(sem_t *sem)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_object *object = reach(RLX_OP_SEM_POST, sem, how_posted(sem), pc);
    if (object->count == SEM_VALUE_MAX) {
        RLX->current->op.on[0].how = RLX_R;
        rlx_look_state(RLX->current, object);
        errno = EOVERFLOW;
        return -1;
    }
    object->count++;
    rlx_hb_release(RLX->current, object);
    rlx_effect_for_now(object, -(uintptr_t)object);
    return 0;
}

int rlx_sem_getvalue(sem_t *sem, int *value)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_object *object = reach(RLX_OP_SEM_GETVALUE, sem, RLX_R, pc);
    rlx_spin_read(RLX->current, (uintptr_t)object, 0);
    rlx_write_quiet(value, sizeof *value, pc);
    *value = (int)object->count;
    return 0;
}

int rlx_waiting_for(const struct rlx_object *object)
{
    for (uint64_t rest = RLX->alive; rest; rest &= rest - 1) {
        const struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        if (thread->op.object == object && thread->id != rlx_self() &&
            (thread->op.kind == RLX_OP_SEM_WAIT || thread->op.kind == RLX_OP_SEM_TIMEDWAIT))
            return thread->id;
    }
    return -1;
}

enum rlx_enabled rlx_may_time_out(const struct rlx_thread *thread)
{
    return thread->weak_used < RLX->config.weak_limit + thread->weak_granted ? RLX_WEAK : RLX_NO;
}

void rlx_timed_out(struct rlx_thread *self, const struct timespec *until)
{
    self->weak_used++;
    uint64_t at = (uint64_t)until->tv_sec * 1000000000 + (uint64_t)until->tv_nsec;
    if (at > RLX_CLOCK_START && at - RLX_CLOCK_START > self->clock)
        self->clock = at - RLX_CLOCK_START;
}
