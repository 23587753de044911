/* SPDX-License-Identifier: MIT */
/* Readers-writer locks, as glibc's: readers are preferred unless the attribute asks for writers. */
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include "internal.h"
#include "sync.h"

/* What an initialised rwlock holds in the program's memory; the kind where glibc's initialisers have it. */
struct image {
    uint64_t magic;
    uintptr_t self;
    uint64_t unused[4];
    uint32_t kind;
    uint32_t unused2;
};
#define MAGIC 0x6b636f6c7772786cULL

static struct rlx_object *rwlock_at(struct rlx_thread *self, pthread_rwlock_t *lock, uintptr_t pc)
{
    rlx_check_address(self, (uintptr_t)lock, sizeof *lock, 0, pc);
    struct rlx_object *object = rlx_object_find((uintptr_t)lock);
    if (!object || object->type != RLX_TYPE_RWLOCK) {
        const struct image *image = (const void *)lock;
        static const uint64_t none[5];
        if (memcmp(lock, none, sizeof none) || image->kind > PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP)
            rlx_misuse(image->magic == MAGIC ? "copied" : "uninitialised",
                       image->magic == MAGIC ? "the readers-writer lock is a copy of another one"
                                             : "the readers-writer lock was never initialised",
                       pc);
        object = rlx_object_make((uintptr_t)lock, RLX_TYPE_RWLOCK);
        object->variant = (uint8_t)image->kind;
    }
    if (object->dead)
        rlx_misuse_object("use-after-destroy", "the readers-writer lock was destroyed before", pc, object);
    return object;
}

static int in_use(const struct rlx_object *lock)
{
    return lock->owner >= 0 || lock->readers;
}

int rlx_pthread_rwlock_init(pthread_rwlock_t *lock, const pthread_rwlockattr_t *attr)
{
    uintptr_t pc = RLX_CALLER;
    int kind = 0;
    if (attr)
        pthread_rwlockattr_getkind_np(attr, &kind);
    rlx_check_address(RLX->current, (uintptr_t)lock, sizeof *lock, 1, pc);
    struct rlx_object *old = rlx_object_find((uintptr_t)lock);
    struct rlx_object *object =
        old && old->type == RLX_TYPE_RWLOCK ? old : rlx_object_make((uintptr_t)lock, RLX_TYPE_RWLOCK);
    struct rlx_thread *self = rlx_begin(RLX_OP_RWLOCK_INIT, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (in_use(object))
        rlx_misuse_object("init-in-use", "the readers-writer lock is initialised again while it is held", pc,
                          object);
    rlx_write_quiet(lock, sizeof *lock, pc);
    memset(lock, 0, sizeof *lock);
    struct image *image = (void *)lock;
    image->magic = MAGIC;
    image->self = (uintptr_t)lock;
    image->kind = (uint32_t)kind;
    object->variant = (uint8_t)kind;
    object->dead = 0;
    return 0;
}

int rlx_pthread_rwlock_destroy(pthread_rwlock_t *lock)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_RWLOCK_DESTROY, pc);
    struct rlx_object *object = rwlock_at(self, lock, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (in_use(object))
        rlx_misuse_object("destroy-in-use", "the readers-writer lock is destroyed while it is held", pc,
                          object);
    rlx_write_quiet(lock, sizeof *lock, pc);
    object->dead = 1;
    return 0;
}

/* With writer preference a reader that holds nothing yet waits behind waiting writers. */
static int readers_may(const struct rlx_object *lock)
{
    return lock->owner < 0 &&
           (lock->variant != PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP || !lock->waiters);
}

static int writers_may(const struct rlx_object *lock)
{
    return lock->owner < 0 && !lock->readers;
}

enum rlx_enabled rlx_enabled_rdlock(struct rlx_thread *thread)
{
    return readers_may(thread->op.object) ? RLX_YES : RLX_NO;
}

enum rlx_enabled rlx_enabled_wrlock(struct rlx_thread *thread)
{
    return writers_may(thread->op.object) ? RLX_YES : RLX_NO;
}

enum rlx_enabled rlx_enabled_timedrdlock(struct rlx_thread *thread)
{
    return readers_may(thread->op.object) ? RLX_YES : rlx_may_time_out(thread);
}

enum rlx_enabled rlx_enabled_timedwrlock(struct rlx_thread *thread)
{
    return writers_may(thread->op.object) ? RLX_YES : rlx_may_time_out(thread);
}

static void take_read(struct rlx_thread *self, struct rlx_object *lock, uintptr_t pc)
{
    if (!lock->read)
        lock->read = rlx_temp_alloc(sizeof *lock->read * RLX_MAX_THREADS);
    struct rlx_read *mine = &lock->read[self->id];
    if (!(lock->readers >> self->id & 1)) {
        mine->depth = 0;
        mine->pc = pc;
        mine->frame = rlx_caller_frame(self);
    }
    mine->depth++;
    lock->readers |= 1ULL << self->id;
    rlx_hold(self, lock);
    rlx_hb_acquire(self, lock);
    rlx_effect_for_now(lock, (uintptr_t)lock + 1);
}

static void drop_read(struct rlx_thread *self, struct rlx_object *lock)
{
    if (--lock->read[self->id].depth == 0)
        lock->readers &= ~(1ULL << self->id);
    rlx_let_go(self, lock);
    /* Apart from what writers leave: a reader learns nothing of other readers. */
    rlx_hb_release_into(self, &lock->head);
    rlx_effect_for_now(lock, -((uintptr_t)lock + 1));
}

static void take_write(struct rlx_thread *self, struct rlx_object *lock, uintptr_t pc)
{
    lock->owner = (int8_t)self->id;
    lock->pc = pc;
    lock->frame = rlx_caller_frame(self);
    rlx_hold(self, lock);
    rlx_hb_acquire(self, lock);
    if (lock->head)
        rlx_clock_join(&self->hb, lock->head);
    rlx_effect_for_now(lock, (uintptr_t)lock);
}

static void drop_write(struct rlx_thread *self, struct rlx_object *lock)
{
    lock->owner = -1;
    rlx_let_go(self, lock);
    rlx_hb_set(self, lock);
    rlx_effect_for_now(lock, -(uintptr_t)lock);
}

static void arrived(struct rlx_thread *self, struct rlx_object *lock, uintptr_t pc)
{
    if (lock->dead)
        rlx_misuse_object("use-after-destroy", "the readers-writer lock was destroyed before", pc, lock);
    rlx_sync_use(self, lock, pc);
}

int rlx_pthread_rwlock_rdlock(pthread_rwlock_t *rwlock)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_RWLOCK_RDLOCK, pc);
    struct rlx_object *lock = rwlock_at(self, rwlock, pc);
    if (lock->owner == self->id)
        return EDEADLK;
    rlx_touch(self, lock, RLX_RD);
    rlx_point(self);
    arrived(self, lock, pc);
    take_read(self, lock, pc);
    return 0;
}

int rlx_pthread_rwlock_tryrdlock(pthread_rwlock_t *rwlock)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_RWLOCK_TRYRDLOCK, pc);
    struct rlx_object *lock = rwlock_at(self, rwlock, pc);
    rlx_touch(self, lock, RLX_W);
    rlx_point(self);
    arrived(self, lock, pc);
    if (!readers_may(lock)) {
        self->op.on[0].how = RLX_R;
        self->op.weak = 2;
        rlx_spin_read(self, (uintptr_t)lock, 0);
        return EBUSY;
    }
    rlx_look_state(self, lock);
    self->op.on[0].how = RLX_RD;
    take_read(self, lock, pc);
    return 0;
}

/* A writer that has to wait says so, where waiting writers keep readers out. */
static void queue_writer(struct rlx_thread *self, struct rlx_object *lock, int kind, uintptr_t pc)
{
    if (lock->variant != PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP)
        return;
    rlx_begin(RLX_OP_RWLOCK_QUEUE, pc);
    rlx_touch(self, lock, RLX_W);
    rlx_point(self);
    lock->waiters++;
    self->writes++;
    rlx_begin(kind, pc);
}

static void leave_queue(struct rlx_object *lock)
{
    if (lock->variant == PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP)
        lock->waiters--;
}

int rlx_pthread_rwlock_wrlock(pthread_rwlock_t *rwlock)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_RWLOCK_WRLOCK, pc);
    struct rlx_object *lock = rwlock_at(self, rwlock, pc);
    if (lock->owner == self->id)
        return EDEADLK;
    queue_writer(self, lock, RLX_OP_RWLOCK_WRLOCK, pc);
    rlx_touch(self, lock, RLX_W);
    rlx_point(self);
    leave_queue(lock);
    arrived(self, lock, pc);
    take_write(self, lock, pc);
    return 0;
}

int rlx_pthread_rwlock_trywrlock(pthread_rwlock_t *rwlock)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_RWLOCK_TRYWRLOCK, pc);
    struct rlx_object *lock = rwlock_at(self, rwlock, pc);
    rlx_touch(self, lock, RLX_W);
    rlx_point(self);
    arrived(self, lock, pc);
    if (!writers_may(lock)) {
        self->op.on[0].how = RLX_ADD; /* it depends on readers too, but not on another one that fails */
        self->op.weak = 2;
        rlx_spin_read(self, (uintptr_t)lock, 0);
        return EBUSY;
    }
    rlx_look_state(self, lock);
    take_write(self, lock, pc);
    return 0;
}

static int timed(pthread_rwlock_t *rwlock, const struct timespec *until, int write, uintptr_t pc)
{
    int kind = write ? RLX_OP_RWLOCK_TIMEDWRLOCK : RLX_OP_RWLOCK_TIMEDRDLOCK;
    struct rlx_thread *self = rlx_begin(kind, pc);
    struct rlx_object *lock = rwlock_at(self, rwlock, pc);
    rlx_read_quiet(until, sizeof *until, pc);
    if (until->tv_nsec < 0 || until->tv_nsec >= 1000000000)
        return EINVAL;
    if (lock->owner == self->id)
        return EDEADLK;
    if (write)
        queue_writer(self, lock, kind, pc);
    rlx_touch(self, lock, RLX_W);
    rlx_point(self);
    if (write)
        leave_queue(lock);
    arrived(self, lock, pc);
    if (write ? !writers_may(lock) : !readers_may(lock)) {
        if (lock->variant != PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP)
            self->op.on[0].how = RLX_ADD;
        rlx_spin_read(self, (uintptr_t)lock, 0);
        rlx_timed_out(self, until);
        return ETIMEDOUT;
    }
    rlx_look_state(self, lock);
    if (write)
        take_write(self, lock, pc);
    else
        take_read(self, lock, pc);
    return 0;
}

int rlx_pthread_rwlock_timedrdlock(pthread_rwlock_t *lock, const struct timespec *until)
{
    return timed(lock, until, 0, RLX_CALLER);
}

int rlx_pthread_rwlock_timedwrlock(pthread_rwlock_t *lock, const struct timespec *until)
{
    return timed(lock, until, 1, RLX_CALLER);
}

int rlx_pthread_rwlock_clockrdlock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *until)
{
    (void)clock;
    return timed(lock, until, 0, RLX_CALLER);
}

int rlx_pthread_rwlock_clockwrlock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *until)
{
    (void)clock;
    return timed(lock, until, 1, RLX_CALLER);
}

int rlx_pthread_rwlock_unlock(pthread_rwlock_t *rwlock)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_RWLOCK_UNLOCK, pc);
    struct rlx_object *lock = rwlock_at(self, rwlock, pc);
    int writer = lock->owner == self->id, reader = lock->readers >> self->id & 1;
    rlx_touch(self, lock, writer ? RLX_UNLOCK : reader ? RLX_RD : RLX_W);
    rlx_point(self);
    rlx_sync_use(self, lock, pc);
    if (!writer && !reader)
        rlx_misuse_object(in_use(lock) ? "unlock-by-non-owner" : "unlock-not-locked",
                          in_use(lock) ? "the readers-writer lock is held by other threads only"
                                       : "the readers-writer lock is not locked",
                          pc, lock);
    if (writer)
        drop_write(self, lock);
    else
        drop_read(self, lock);
    return 0;
}

int rlx_rwlock_blocker(const struct rlx_thread *waiter)
{
    const struct rlx_object *lock = waiter->op.object;
    if (lock->owner >= 0)
        return lock->owner;
    int reads = waiter->op.kind == RLX_OP_RWLOCK_RDLOCK || waiter->op.kind == RLX_OP_RWLOCK_TIMEDRDLOCK;
    if (!reads && lock->readers)
        return lock->readers >> waiter->id & 1 ? waiter->id : __builtin_ctzll(lock->readers);
    for (uint64_t rest = reads ? RLX->alive : 0; rest; rest &= rest - 1) { /* behind a writer that waits */
        const struct rlx_thread *other = &RLX->thread[__builtin_ctzll(rest)];
        if (other != waiter && other->op.object == lock && other->op.kind == RLX_OP_RWLOCK_WRLOCK)
            return other->id;
    }
    return -1;
}

int rlx_pthread_rwlockattr_init(pthread_rwlockattr_t *attr)
{
    rlx_write_quiet(attr, sizeof *attr, RLX_CALLER);
    return pthread_rwlockattr_init(attr);
}

int rlx_pthread_rwlockattr_destroy(pthread_rwlockattr_t *attr)
{
    return pthread_rwlockattr_destroy(attr);
}

int rlx_pthread_rwlockattr_setkind_np(pthread_rwlockattr_t *attr, int kind)
{
    return pthread_rwlockattr_setkind_np(attr, kind);
}

int rlx_pthread_rwlockattr_getkind_np(const pthread_rwlockattr_t *attr, int *kind)
{
    return pthread_rwlockattr_getkind_np(attr, kind);
}
