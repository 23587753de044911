/* SPDX-License-Identifier: MIT */
/* Barriers: who arrives last lets all go on, and one of them, any, is told that it is the serial thread. */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>
#include "internal.h"
#include "sync.h"

#define MAGIC 0x726569727261627aULL

static struct rlx_object *barrier_at(struct rlx_thread *self, pthread_barrier_t *barrier, uintptr_t pc)
{
    rlx_check_address(self, (uintptr_t)barrier, sizeof *barrier, 0, pc);
    struct rlx_object *object = rlx_object_find((uintptr_t)barrier);
    if (!object || object->type != RLX_TYPE_BARRIER)
        rlx_misuse("uninitialised", "the barrier was never initialised with pthread_barrier_init", pc);
    if (object->dead)
        rlx_misuse_object("use-after-destroy", "the barrier was destroyed before", pc, object);
    return object;
}

int rlx_pthread_barrier_init(pthread_barrier_t *barrier, const pthread_barrierattr_t *attr, unsigned count)
{
    uintptr_t pc = RLX_CALLER;
    (void)attr;
    if (count == 0 || count > INT_MAX)
        return EINVAL;
    rlx_check_address(RLX->current, (uintptr_t)barrier, sizeof *barrier, 1, pc);
    struct rlx_object *object = rlx_object_find((uintptr_t)barrier);
    if (!object || object->type != RLX_TYPE_BARRIER)
        object = rlx_object_make((uintptr_t)barrier, RLX_TYPE_BARRIER);
    struct rlx_thread *self = rlx_begin(RLX_OP_BARRIER_INIT, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (object->waiters)
        rlx_misuse_object("init-in-use", "the barrier is initialised again while a thread waits at it", pc,
                          object);
    rlx_write_quiet(barrier, sizeof *barrier, pc);
    memset(barrier, 0, sizeof *barrier);
    *(uint64_t *)(void *)barrier = MAGIC;
    object->count = count;
    object->dead = 0;
    return 0;
}

int rlx_pthread_barrier_destroy(pthread_barrier_t *barrier)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_BARRIER_DESTROY, pc);
    struct rlx_object *object = barrier_at(self, barrier, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (object->waiters)
        rlx_misuse_object("destroy-in-use", "the barrier is destroyed while a thread waits at it", pc,
                          object);
    rlx_write_quiet(barrier, sizeof *barrier, pc);
    object->dead = 1;
    return 0;
}

enum rlx_enabled rlx_enabled_barrier(struct rlx_thread *thread)
{
    (void)thread;
    return RLX_NO; /* until the last one arrives, and rewrites it */
}

/* All go on, and know what each of them knew. The clock is the round's own: who comes early to the next round
 * adds to another one. */
static void release_all(struct rlx_thread *last, struct rlx_object *barrier)
{
    int serial = rlx_choose(barrier->waiters + 1);
    last->result = serial == barrier->waiters;
    rlx_hb_acquire(last, barrier);
    for (uint32_t i = 0; i < barrier->waiters; i++) {
        struct rlx_thread *waiter = &RLX->thread[barrier->queue[i]];
        waiter->result = (int)i == serial;
        rlx_clock_join(&waiter->hb, rlx_object_clock(barrier));
        rlx_rewrite(waiter, RLX_OP_BARRIER_BACK, barrier);
        waiter->op.on[0].how = RLX_R;
    }
    rlx_object_clock(barrier)->n = 0;
    barrier->waiters = 0;
}

int rlx_pthread_barrier_wait(pthread_barrier_t *control)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_BARRIER_WAIT, pc);
    struct rlx_object *barrier = barrier_at(self, control, pc);
    rlx_touch(self, barrier, RLX_W);
    rlx_point(self);
    if (barrier->dead)
        rlx_misuse_object("use-after-destroy", "the barrier was destroyed before", pc, barrier);
    rlx_sync_use(self, barrier, pc);
    rlx_hb_release(self, barrier);
    self->writes++;
    rlx_effect((uintptr_t)barrier, 0);
    if (barrier->waiters + 1u < barrier->count) {
        barrier->queue[barrier->waiters++] = (uint8_t)self->id;
        rlx_begin(RLX_OP_BARRIER_SLEEP, pc);
        rlx_touch(self, barrier, RLX_W);
        rlx_point(self);
    } else {
        release_all(self, barrier);
    }
    return self->result ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
}
