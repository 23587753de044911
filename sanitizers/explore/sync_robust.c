/* SPDX-License-Identifier: MIT */
/* Robust mutexes: what their next owner is told when the thread that held one ended. */
#include <errno.h>
#include <pthread.h>
#include "internal.h"
#include "sync.h"

/* The thread ends: the kernel gives back its robust mutexes, the newest first, and says so in each. */
void rlx_robust_end(struct rlx_thread *self, uintptr_t pc)
{
    const uint32_t most = sizeof self->holding / sizeof self->holding[0];
    for (uint32_t i = self->held < most ? self->held : most; i-- > 0;) {
        struct rlx_object *mutex = self->holding[i];
        if (mutex->type != RLX_TYPE_MUTEX || !(mutex->variant & RLX_ROBUST))
            continue;
        rlx_begin(RLX_OP_MUTEX_ABANDON, pc);
        rlx_touch(self, mutex, RLX_UNLOCK);
        rlx_point(self);
        mutex->variant &= (uint8_t)~RLX_OWNER_DEAD;
        rlx_mutex_drop(self, mutex);
        mutex->variant |= RLX_OWNER_DEAD;
        self->writes++;
        rlx_effect((uintptr_t)mutex, 0);
    }
}

int rlx_pthread_mutex_consistent(pthread_mutex_t *lock)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *self = rlx_begin(RLX_OP_MUTEX_CONSISTENT, pc);
    struct rlx_object *mutex = rlx_mutex(self, lock, pc);
    rlx_touch(self, mutex, RLX_W);
    rlx_point(self);
    if (!(mutex->variant & RLX_ROBUST) || !(mutex->variant & RLX_OWNER_DEAD) || mutex->owner < 0)
        return EINVAL;
    mutex->variant &= (uint8_t)~RLX_OWNER_DEAD;
    self->writes++;
    rlx_effect((uintptr_t)mutex, 0);
    return 0;
}
