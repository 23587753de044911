/* SPDX-License-Identifier: MIT */
/* Cleanup handlers and where a cancelled thread ends: pthread_cleanup_push and pop as the C library's header
 * expands them, pthread_exit, pthread_testcancel, the cancelability state. */
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include "cancel.h"
#include "internal.h"

/* A registered handler: where the program's own __sigsetjmp was, and how deep its calls were there; or a
 * function of the runtime's own. */
struct handler {
    void *buffer;
    void (*call)(struct rlx_thread *self, struct rlx_object *object);
    uint32_t depth;
};
enum { HANDLERS = 64 };

static struct cleanup {
    uint32_t generation;
    uint32_t handlers;
    uint8_t disabled;
    uint8_t requested;
    uint8_t ending; /* it runs its handlers: nothing cancels it any more */
    struct handler handler[HANDLERS];
} cleanups[RLX_MAX_THREADS];

static struct cleanup *of(const struct rlx_thread *thread)
{
    struct cleanup *mine = &cleanups[thread->id];
    if (mine->generation != RLX->generation) {
        mine->generation = RLX->generation;
        mine->handlers = 0;
        mine->disabled = mine->requested = mine->ending = 0;
    }
    return mine;
}

int rlx_cancel_due(const struct rlx_thread *thread)
{
    if (!rlx_uses_cancel)
        return 0;
    const struct cleanup *mine = of(thread);
    return mine->requested && !mine->disabled && !mine->ending;
}

/* What its next steps depend on. */
uint64_t rlx_cancel_hash(const struct rlx_thread *thread)
{
    const struct cleanup *mine = of(thread);
    return (uint64_t)mine->handlers << 8 | (uint64_t)mine->disabled << 2 | (uint64_t)mine->requested << 1 |
           mine->ending;
}

void rlx_cancel_touch(struct rlx_thread *self, int how)
{
    if (rlx_uses_cancel)
        rlx_touch_at(self, (uintptr_t)&cleanups[self->id], 0, how);
}

void rlx_cancel_request(struct rlx_thread *self, struct rlx_thread *other, uintptr_t pc)
{
    rlx_touch_at(self, (uintptr_t)&cleanups[other->id], 0, RLX_W);
    rlx_touch_at(self, (uintptr_t)&other->object, 0, RLX_R);
    self->op.object = &other->object;
    rlx_point(self);
    if (other->joined)
        rlx_misuse("cancel-joined", "the thread has been joined before: its name is no longer valid", pc);
    if (other->state == RLX_THREAD_DONE || of(other)->requested)
        return;
    of(other)->requested = 1;
    self->writes++;
    rlx_effect((uintptr_t)&cleanups[other->id], 0);
}

/* On to the newest handler that has not run, or to the thread's end. */
static _Noreturn void next_handler(struct rlx_thread *self, uintptr_t pc)
{
    struct cleanup *mine = of(self);
    const struct handler *handler;
    do {
        if (!mine->handlers)
            rlx_thread_end(self->value, pc);
        handler = &mine->handler[--mine->handlers];
        if (handler->call)
            handler->call(self, handler->buffer);
    } while (handler->call);
    self->depth = handler->depth; /* the functions called since then are left without returning */
    siglongjmp(*(sigjmp_buf *)handler->buffer, 1);
}

_Noreturn void rlx_unwind(struct rlx_thread *self, void *value, uintptr_t pc)
{
    of(self)->ending = 1;
    self->value = value;
    next_handler(self, pc);
}

void rlx_cancel_check(struct rlx_thread *self, uintptr_t pc)
{
    if (rlx_cancel_due(self))
        rlx_unwind(self, PTHREAD_CANCELED, pc);
}

_Noreturn void rlx_pthread_exit(void *value)
{
    rlx_unwind(RLX->current, value, RLX_CALLER);
}

void rlx___pthread_unregister_cancel(void *buffer);

static void push(void *buffer, void (*call)(struct rlx_thread *, struct rlx_object *), uintptr_t pc)
{
    struct cleanup *mine = of(RLX->current);
    if (mine->handlers == HANDLERS)
        rlx_unsupported("pthread_cleanup_push",
                        "more than 64 cleanup handlers of one thread at a time. Use fewer", pc);
    mine->handler[mine->handlers++] = (struct handler){buffer, call, RLX->current->depth};
}

void rlx___pthread_register_cancel(void *buffer)
{
    push(buffer, 0, RLX_CALLER);
}

void rlx_cleanup_push(void (*call)(struct rlx_thread *, struct rlx_object *), struct rlx_object *object,
                      uintptr_t pc)
{
    push(object, call, pc);
}

void rlx_cleanup_pop(struct rlx_object *object)
{
    rlx___pthread_unregister_cancel(object);
}

void rlx___pthread_unregister_cancel(void *buffer)
{
    struct cleanup *mine = of(RLX->current);
    while (mine->handlers && mine->handler[mine->handlers - 1].buffer != buffer)
        mine->handlers--; /* left by a return between push and pop */
    if (mine->handlers)
        mine->handlers--;
}

_Noreturn void rlx___pthread_unwind_next(void *buffer)
{
    (void)buffer;
    next_handler(RLX->current, RLX_CALLER);
}

void rlx_pthread_testcancel(void)
{
    if (!rlx_uses_cancel)
        return;
    struct rlx_thread *self = rlx_begin(RLX_OP_TESTCANCEL, RLX_CALLER);
    rlx_cancel_touch(self, RLX_R);
    rlx_point(self);
    rlx_spin_read(self, (uintptr_t)&cleanups[self->id], 0);
    rlx_cancel_check(self, RLX_CALLER);
}

int rlx_pthread_setcancelstate(int state, int *old)
{
    struct cleanup *mine = of(RLX->current);
    if (state != PTHREAD_CANCEL_ENABLE && state != PTHREAD_CANCEL_DISABLE)
        return EINVAL;
    if (old) {
        rlx_write_quiet(old, sizeof *old, RLX_CALLER);
        *old = mine->disabled ? PTHREAD_CANCEL_DISABLE : PTHREAD_CANCEL_ENABLE;
    }
    mine->disabled = state == PTHREAD_CANCEL_DISABLE;
    return 0;
}

int rlx_pthread_setcanceltype(int type, int *old)
{
    if (type == PTHREAD_CANCEL_ASYNCHRONOUS)
        rlx_unsupported(
            "pthread_setcanceltype",
            "asynchronous cancellation may end a thread between any two instructions, which is not "
            "explored. Use PTHREAD_CANCEL_DEFERRED and pthread_testcancel",
            RLX_CALLER);
    if (type != PTHREAD_CANCEL_DEFERRED)
        return EINVAL;
    if (old) {
        rlx_write_quiet(old, sizeof *old, RLX_CALLER);
        *old = PTHREAD_CANCEL_DEFERRED;
    }
    return 0;
}
