/* SPDX-License-Identifier: MIT */
/* Mutexes of every type: normal, recursive, error-checking, adaptive; each behaves as glibc's does. */

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include "internal.h"
#include "sync.h"

enum {
    NORMAL = PTHREAD_MUTEX_TIMED_NP,
    RECURSIVE = PTHREAD_MUTEX_RECURSIVE_NP,
    ERRORCHECK = PTHREAD_MUTEX_ERRORCHECK_NP,
    ADAPTIVE = PTHREAD_MUTEX_ADAPTIVE_NP
};

/* What an initialised mutex holds in the program's memory: its type where glibc's initialisers have it, and
 * its own address, so that a copy is recognised. */
struct image {
    uint64_t magic;
    uint64_t unused;
    int32_t type;
    int32_t unused2;
    uintptr_t self;
    uint64_t unused3;
};
#define MAGIC 0x6d75746578726c78ULL

static int static_initialiser(const struct image *image)
{
    return !image->magic && !image->unused && !image->self && !image->unused3 &&
           (image->type == NORMAL || image->type == RECURSIVE || image->type == ERRORCHECK ||
            image->type == ADAPTIVE);
}

/* The first use of a mutex that an initialiser made: a copy that is taken from now on is recognised too. */
static void sign(uintptr_t addr)
{
    struct image *image = (void *)addr;
    if (rlx_is_watched(addr))
        rlx_mark_dirty(addr, sizeof *image);
    image->magic = MAGIC;
    image->self = addr;
}

struct rlx_object *rlx_mutex(struct rlx_thread *self, pthread_mutex_t *mutex, uintptr_t pc)
{
    rlx_check_address(self, (uintptr_t)mutex, sizeof *mutex, 0, pc);
    struct rlx_object *object = rlx_object_find((uintptr_t)mutex);
    const struct image *image = (const void *)mutex;
    if (!object || object->type != RLX_TYPE_MUTEX) {
        if (!static_initialiser(image))
            rlx_misuse(image->magic == MAGIC ? "copied" : "uninitialised",
                       image->magic == MAGIC
                           ? "the mutex is a copy of another one: only the original is a mutex"
                           : "the mutex was never initialised",
                       pc);
        object = rlx_object_make((uintptr_t)mutex, RLX_TYPE_MUTEX);
        object->variant = (uint8_t)image->type;
        sign((uintptr_t)mutex);
    }
    if (object->dead)
        rlx_misuse_object("use-after-destroy", "the mutex was destroyed before", pc, object);
    return object;
}

/* Using a primitive reads its memory: initialising or destroying it at the same time is a race. */
void rlx_sync_use(struct rlx_thread *self, struct rlx_object *object, uintptr_t pc)
{
    if (rlx_is_watched(object->addr))
        rlx_shadow_access(self, object->addr, 1, RLX_ATOMIC_READ, pc);
}

int rlx_pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attr)
{
    uintptr_t pc = RLX_CALLER;
    int type = NORMAL, robust = PTHREAD_MUTEX_STALLED;
    if (attr) {
        pthread_mutexattr_gettype(attr, &type);
        pthread_mutexattr_getrobust(attr, &robust);
    }
    rlx_check_address(RLX->current, (uintptr_t)mutex, sizeof *mutex, 1, pc);
    struct rlx_object *old = rlx_object_find((uintptr_t)mutex);
    struct rlx_object *object =
        old && old->type == RLX_TYPE_MUTEX ? old : rlx_object_make((uintptr_t)mutex, RLX_TYPE_MUTEX);
    struct rlx_thread *self = rlx_begin(RLX_OP_MUTEX_INIT, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (object->owner >= 0)
        rlx_misuse_object("init-in-use", "the mutex is initialised again while a thread holds it", pc,
                          object);
    rlx_write_quiet(mutex, sizeof *mutex, pc);
    memset(mutex, 0, sizeof *mutex);
    struct image *image = (void *)mutex;
    image->magic = MAGIC;
    image->type = type;
    image->self = (uintptr_t)mutex;
    object->variant = (uint8_t)(type | (robust == PTHREAD_MUTEX_ROBUST ? RLX_ROBUST : 0));
    object->dead = 0;
    return 0;
}

int rlx_pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_MUTEX_DESTROY, pc);
    struct rlx_object *object = rlx_mutex(self, mutex, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (object->owner >= 0)
        rlx_misuse_object("destroy-in-use", "the mutex is destroyed while a thread holds it", pc, object);
    rlx_write_quiet(mutex, sizeof *mutex, pc);
    object->dead = 1;
    return 0;
}

void rlx_hold(struct rlx_thread *self, struct rlx_object *lock)
{
    if (self->held < sizeof self->holding / sizeof self->holding[0])
        self->holding[self->held] = lock;
    self->held++;
}

void rlx_let_go(struct rlx_thread *self, struct rlx_object *lock)
{
    const uint32_t most = sizeof self->holding / sizeof self->holding[0];
    for (uint32_t i = 0; i < self->held && i < most; i++) {
        if (self->holding[i] != lock)
            continue;
        for (uint32_t j = i + 1; j < self->held && j < most; j++)
            self->holding[j - 1] = self->holding[j];
        break;
    }
    self->held--;
}

int rlx_mutex_take(struct rlx_thread *self, struct rlx_object *mutex, uintptr_t pc)
{
    if (mutex->variant & RLX_NOT_RECOVERABLE) {
        self->op.on[0].how = RLX_R;
        return ENOTRECOVERABLE;
    }
    mutex->owner = (int8_t)self->id;
    mutex->count = 1;
    mutex->pc = pc;
    mutex->frame = rlx_caller_frame(self);
    rlx_hold(self, mutex);
    rlx_hb_acquire(self, mutex);
    rlx_effect_for_now(mutex, (uintptr_t)mutex);
    return mutex->variant & RLX_OWNER_DEAD ? EOWNERDEAD : 0;
}

void rlx_mutex_drop(struct rlx_thread *self, struct rlx_object *mutex)
{
    mutex->owner = -1;
    mutex->count = 0;
    rlx_let_go(self, mutex);
    rlx_hb_set(self, mutex);
    rlx_effect_for_now(mutex, -(uintptr_t)mutex);
    if (mutex->variant & RLX_OWNER_DEAD) { /* and nobody made it consistent: it can never be taken again */
        mutex->variant = (uint8_t)((mutex->variant & ~RLX_OWNER_DEAD) | RLX_NOT_RECOVERABLE);
        self->writes++;
        rlx_effect((uintptr_t)mutex, 0);
    }
}

enum rlx_enabled rlx_enabled_lock(struct rlx_thread *thread)
{
    return thread->op.object->owner < 0 ? RLX_YES : RLX_NO;
}

enum rlx_enabled rlx_enabled_timedlock(struct rlx_thread *thread)
{
    return thread->op.object->owner < 0 ? RLX_YES : rlx_may_time_out(thread);
}

static int type_of(const struct rlx_object *mutex)
{
    return mutex->variant & RLX_MUTEX_TYPE;
}

/* The owner locks again: true where the call is over, with *result. */
static int again(struct rlx_thread *self, struct rlx_object *object, int *result)
{
    if (object->owner != self->id)
        return 0;
    if (type_of(object) == RECURSIVE) {
        object->count++;
        rlx_look_deeper(self, object, 1);
        *result = 0;
        return 1;
    }
    if (type_of(object) == ERRORCHECK) {
        *result = EDEADLK;
        return 1;
    }
    return 0;
}

int rlx_pthread_mutex_lock(pthread_mutex_t *mutex)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_MUTEX_LOCK, pc);
    struct rlx_object *object = rlx_mutex(self, mutex, pc);
    int result;
    if (again(self, object, &result))
        return result; /* nobody else can see it */
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (object->dead)
        rlx_misuse_object("use-after-destroy", "the mutex was destroyed before", pc, object);
    rlx_sync_use(self, object, pc);
    return rlx_mutex_take(self, object, pc);
}

int rlx_pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_MUTEX_TRYLOCK, pc);
    struct rlx_object *object = rlx_mutex(self, mutex, pc);
    int result;
    if (type_of(object) == RECURSIVE && again(self, object, &result))
        return result;
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (object->dead)
        rlx_misuse_object("use-after-destroy", "the mutex was destroyed before", pc, object);
    rlx_sync_use(self, object, pc);
    if (object->owner >= 0) {
        self->op.on[0].how = RLX_R;
        self->op.weak = 2;
        rlx_look_refused(self, object);
        return EBUSY;
    }
    rlx_look_state(self, object);
    return rlx_mutex_take(self, object, pc);
}

static int timed_lock(pthread_mutex_t *mutex, const struct timespec *until, uintptr_t pc)
{
    struct rlx_thread *self = rlx_begin(RLX_OP_MUTEX_TIMEDLOCK, pc);
    struct rlx_object *object = rlx_mutex(self, mutex, pc);
    int result;
    if (again(self, object, &result))
        return result;
    rlx_read_quiet(until, sizeof *until, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (object->dead)
        rlx_misuse_object("use-after-destroy", "the mutex was destroyed before", pc, object);
    rlx_sync_use(self, object, pc);
    if (object->owner >= 0) {
        self->op.on[0].how = RLX_R;
        rlx_look_refused(self, object);
        if (until->tv_nsec < 0 || until->tv_nsec >= 1000000000)
            return EINVAL; /* glibc looks at it only when it has to wait */
        rlx_timed_out(self, until);
        return ETIMEDOUT;
    }
    rlx_look_state(self, object);
    return rlx_mutex_take(self, object, pc);
}

int rlx_pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *until)
{
    return timed_lock(mutex, until, RLX_CALLER);
}

int rlx_pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until)
{
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC)
        return EINVAL;
    return timed_lock(mutex, until, RLX_CALLER);
}

int rlx_pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_MUTEX_UNLOCK, pc);
    struct rlx_object *object = rlx_mutex(self, mutex, pc);
    if (object->owner == self->id && type_of(object) == RECURSIVE && object->count > 1) {
        object->count--;
        rlx_look_deeper(self, object, -1);
        return 0;
    }
    rlx_touch(self, object, RLX_UNLOCK);
    rlx_point(self);
    rlx_sync_use(self, object, pc);
    if (object->owner != self->id) {
        if (type_of(object) == ERRORCHECK || type_of(object) == RECURSIVE || object->variant & RLX_ROBUST)
            return EPERM; /* what this type is for: the program is told */
        rlx_misuse_object(object->owner < 0 ? "unlock-not-locked" : "unlock-by-non-owner",
                          object->owner < 0 ? "the mutex is not locked"
                                            : "the mutex is held by another thread",
                          pc, object);
    }
    rlx_mutex_drop(self, object);
    return 0;
}

int rlx_pthread_mutexattr_init(pthread_mutexattr_t *attr)
{
    return pthread_mutexattr_init(attr);
}

int rlx_pthread_mutexattr_destroy(pthread_mutexattr_t *attr)
{
    return pthread_mutexattr_destroy(attr);
}

int rlx_pthread_mutexattr_settype(pthread_mutexattr_t *attr, int type)
{
    return pthread_mutexattr_settype(attr, type);
}

int rlx_pthread_mutexattr_gettype(const pthread_mutexattr_t *attr, int *type)
{
    return pthread_mutexattr_gettype(attr, type);
}
