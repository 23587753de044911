/* SPDX-License-Identifier: MIT */
/* pthread_once: the first caller runs the routine, the others wait until it has returned. */
#include <pthread.h>
#include "cancel.h"
#include "internal.h"
#include "sync.h"

enum { FRESH, RUNNING, DONE };

static struct rlx_object *once_at(struct rlx_thread *self, pthread_once_t *once, uintptr_t pc)
{
    rlx_check_address(self, (uintptr_t)once, sizeof *once, 0, pc);
    struct rlx_object *object = rlx_object_find((uintptr_t)once);
    if (!object || object->type != RLX_TYPE_ONCE) {
        if (*once != PTHREAD_ONCE_INIT)
            rlx_misuse("uninitialised", "the pthread_once_t was not set to PTHREAD_ONCE_INIT", pc);
        object = rlx_object_make((uintptr_t)once, RLX_TYPE_ONCE);
    }
    return object;
}

enum rlx_enabled rlx_enabled_once(struct rlx_thread *thread)
{
    return thread->op.object->count != RUNNING ? RLX_YES : RLX_NO;
}

/* The thread ends within the routine: the next caller runs it again. */
static void left(struct rlx_thread *self, struct rlx_object *once)
{
    rlx_begin(RLX_OP_ONCE_DONE, once->pc);
    rlx_touch(self, once, RLX_UNLOCK);
    rlx_point(self);
    once->count = FRESH;
    once->owner = -1;
    rlx_hb_set(self, once);
    self->writes++;
    rlx_effect((uintptr_t)once, 0);
}

int rlx_pthread_once(pthread_once_t *control, void (*routine)(void))
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_ONCE, pc);
    struct rlx_object *once = once_at(self, control, pc);
    rlx_touch(self, once, RLX_W);
    rlx_point(self);
    if (once->count == DONE) {
        self->op.on[0].how = RLX_R;
        rlx_hb_acquire(self, once);
        rlx_spin_read(self, (uintptr_t)once, 0);
        return 0;
    }
    once->count = RUNNING;
    once->owner = (int8_t)self->id;
    once->pc = pc;
    once->frame = rlx_caller_frame(self);
    self->writes++;
    rlx_effect((uintptr_t)once, 0);
    rlx_hb_acquire(self, once);
    rlx_cleanup_push(left, once, pc);
    routine();
    rlx_cleanup_pop(once);
    rlx_begin(RLX_OP_ONCE_DONE, pc);
    rlx_touch(self, once, RLX_UNLOCK);
    rlx_point(self);
    once->count = DONE;
    once->owner = -1;
    rlx_hb_set(self, once);
    self->writes++;
    rlx_effect((uintptr_t)once, 0);
    return 0;
}
