/* SPDX-License-Identifier: MIT */
/* pthread_spin_t: to the explorer a lock like any other; nobody spins in it, who cannot have it waits. */
#include <errno.h>
#include <pthread.h>
#include "internal.h"
#include "sync.h"

enum { FREE = 1 }; /* what glibc's pthread_spin_init stores on x86-64 */

static struct rlx_object *spin_at(struct rlx_thread *self, pthread_spinlock_t *spin, uintptr_t pc)
{
    rlx_check_address(self, (uintptr_t)spin, sizeof *spin, 0, pc);
    struct rlx_object *object = rlx_object_find((uintptr_t)spin);
    if (!object || object->type != RLX_TYPE_SPIN)
        rlx_misuse("uninitialised", "the spin lock was never initialised with pthread_spin_init", pc);
    if (object->dead)
        rlx_misuse_object("use-after-destroy", "the spin lock was destroyed before", pc, object);
    return object;
}

int rlx_pthread_spin_init(pthread_spinlock_t *spin, int shared)
{
    uintptr_t pc = RLX_CALLER;
    (void)shared;
    rlx_check_address(RLX->current, (uintptr_t)spin, sizeof *spin, 1, pc);
    struct rlx_object *object = rlx_object_find((uintptr_t)spin);
    if (!object || object->type != RLX_TYPE_SPIN)
        object = rlx_object_make((uintptr_t)spin, RLX_TYPE_SPIN);
    struct rlx_thread *self = rlx_begin(RLX_OP_SPIN_INIT, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (object->owner >= 0)
        rlx_misuse_object("init-in-use", "the spin lock is initialised again while a thread holds it", pc,
                          object);
    rlx_write_quiet((const void *)spin, sizeof *spin, pc);
    *spin = FREE;
    object->dead = 0;
    return 0;
}

int rlx_pthread_spin_destroy(pthread_spinlock_t *spin)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_SPIN_DESTROY, pc);
    struct rlx_object *object = spin_at(self, spin, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    if (object->owner >= 0)
        rlx_misuse_object("destroy-in-use", "the spin lock is destroyed while a thread holds it", pc, object);
    rlx_write_quiet((const void *)spin, sizeof *spin, pc);
    object->dead = 1;
    return 0;
}

int rlx_pthread_spin_lock(pthread_spinlock_t *spin)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_SPIN_LOCK, pc);
    struct rlx_object *object = spin_at(self, spin, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    rlx_sync_use(self, object, pc);
    rlx_mutex_take(self, object, pc);
    return 0;
}

int rlx_pthread_spin_trylock(pthread_spinlock_t *spin)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_SPIN_TRYLOCK, pc);
    struct rlx_object *object = spin_at(self, spin, pc);
    rlx_touch(self, object, RLX_W);
    rlx_point(self);
    rlx_sync_use(self, object, pc);
    if (object->owner >= 0) {
        self->op.on[0].how = RLX_R;
        self->op.weak = 2;
        rlx_look_refused(self, object);
        return EBUSY;
    }
    rlx_look_state(self, object);
    rlx_mutex_take(self, object, pc);
    return 0;
}

int rlx_pthread_spin_unlock(pthread_spinlock_t *spin)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_SPIN_UNLOCK, pc);
    struct rlx_object *object = spin_at(self, spin, pc);
    rlx_touch(self, object, RLX_UNLOCK);
    rlx_point(self);
    rlx_sync_use(self, object, pc);
    if (object->owner != self->id)
        rlx_misuse_object(object->owner < 0 ? "unlock-not-locked" : "unlock-by-non-owner",
                          object->owner < 0 ? "the spin lock is not locked"
                                            : "the spin lock is held by another thread",
                          pc, object);
    rlx_mutex_drop(self, object);
    return 0;
}
