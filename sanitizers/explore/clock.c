/* SPDX-License-Identifier: MIT */
/* Happens-before clocks: what a thread, a lock or an atomic variable knows of every thread. */
#include <string.h>
#include "internal.h"

void rlx_clock_copy(struct rlx_clock *into, const struct rlx_clock *from)
{
    into->n = from->n;
    memcpy(into->v, from->v, sizeof from->v[0] * from->n);
}

struct rlx_clock *rlx_object_clock(struct rlx_object *object)
{
    if (!object->clock) {
        object->clock = rlx_temp_alloc(sizeof *object->clock);
        object->clock->n = 0;
    }
    return object->clock;
}

void rlx_hb_acquire(struct rlx_thread *thread, const struct rlx_object *object)
{
    if (object->clock)
        rlx_clock_join(&thread->hb, object->clock);
}

void rlx_hb_release(struct rlx_thread *thread, struct rlx_object *object)
{
    rlx_clock_join(rlx_object_clock(object), &thread->hb);
    thread->hb.v[thread->id]++;
}

void rlx_hb_release_into(struct rlx_thread *thread, struct rlx_clock **clock)
{
    if (!*clock) {
        *clock = rlx_temp_alloc(sizeof **clock);
        (*clock)->n = 0;
    }
    rlx_clock_join(*clock, &thread->hb);
    thread->hb.v[thread->id]++;
}

void rlx_hb_set(struct rlx_thread *thread, struct rlx_object *object)
{
    rlx_clock_copy(rlx_object_clock(object), &thread->hb);
    thread->hb.v[thread->id]++;
}

void rlx_hb_fork(struct rlx_thread *parent, struct rlx_thread *child)
{
    rlx_clock_join(&child->hb, &parent->hb);
    parent->hb.v[parent->id]++;
    child->clock = parent->clock;
}
