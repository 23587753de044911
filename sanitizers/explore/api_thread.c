/* SPDX-License-Identifier: MIT */
/* pthread_create, join, detach, exit, self, equal and thread attributes. */

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include "cancel.h"
#include "internal.h"
#include "sync.h"

/* The program's pthread_t is a small number: 0x1000 + id * 16. Nothing else is a thread. */
static pthread_t handle(int id)
{
    return 0x1000 + (pthread_t)id * 16;
}

struct rlx_thread *rlx_thread_of(pthread_t thread, const char *call, uintptr_t pc)
{
    uint64_t id = (thread - 0x1000) / 16;
    if (thread < 0x1000 || thread % 16 || id >= RLX->threads)
        rlx_misuse("no-such-thread", call, pc);
    return &RLX->thread[id];
}

int rlx_pthread_create(pthread_t *out, const pthread_attr_t *attr, void *(*start)(void *), void *arg)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_CREATE, pc);
    rlx_touch_at(self, (uintptr_t)&RLX->threads, 0, RLX_W);
    rlx_point(self);
    struct rlx_thread *child = rlx_thread_make(start, arg, pc);
    self->op.object = &child->object;
    child->object.addr = (uintptr_t)child;
    int state = PTHREAD_CREATE_JOINABLE;
    if (attr)
        pthread_attr_getdetachstate(attr, &state);
    child->detached = state == PTHREAD_CREATE_DETACHED;
    rlx_write_quiet(out, sizeof *out,
                    pc); /* glibc writes it before the thread starts: the thread may read it */
    *out = handle(child->id);
    rlx_hb_fork(self, child);
    RLX->newborn |= 1ULL << child->id;
    return 0;
}

int rlx_pthread_detach(pthread_t thread)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *other = rlx_thread_of(thread, "pthread_detach was given what is not a thread", pc);
    struct rlx_thread *self = rlx_begin(RLX_OP_DETACH, pc);
    rlx_touch(self, &other->object, RLX_W);
    rlx_point(self);
    if (other->joined || other->detached)
        rlx_misuse(
            other->joined ? "detach-joined" : "detach-twice",
            other->joined ? "the thread has been joined before" : "the thread has been detached before", pc);
    other->detached = 1;
    return 0;
}

pthread_t rlx_pthread_self(void)
{
    return handle(rlx_self());
}

int rlx_pthread_equal(pthread_t a, pthread_t b)
{
    return a == b;
}

int rlx_pthread_attr_init(pthread_attr_t *attr)
{
    rlx_write_quiet(attr, sizeof *attr, RLX_CALLER);
    return pthread_attr_init(attr);
}

int rlx_pthread_attr_destroy(pthread_attr_t *attr)
{
    return pthread_attr_destroy(attr);
}

int rlx_pthread_attr_setdetachstate(pthread_attr_t *attr, int state)
{
    return pthread_attr_setdetachstate(attr, state);
}

int rlx_pthread_attr_getdetachstate(const pthread_attr_t *attr, int *state)
{
    return pthread_attr_getdetachstate(attr, state);
}

/* Every logical thread has the same stack; the size asked for is kept, checked and given back as libc does.
 */
int rlx_pthread_attr_setstacksize(pthread_attr_t *attr, size_t size)
{
    return pthread_attr_setstacksize(attr, size);
}

int rlx_pthread_attr_getstacksize(const pthread_attr_t *attr, size_t *size)
{
    return pthread_attr_getstacksize(attr, size);
}
