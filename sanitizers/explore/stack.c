/* SPDX-License-Identifier: MIT */
/* What outlives its owner: local variables of a function that has returned, and the stack and thread-local
 * variables of a thread that has ended. */
#include "internal.h"

/* How a variable that a thread still uses can end: a detail of use-after-free. */
const char *rlx_stack_life(uintptr_t addr, int thread)
{
    int ended = RLX->thread[thread].ending;
    return addr >= RLX_DONORS ? "thread-local" : ended ? "thread-may-end" : "function-may-return";
}

uintptr_t rlx_called(uintptr_t frame, uintptr_t pc)
{
    return rlx_called_here(frame, pc);
}

static __attribute__((noinline)) void dead(struct rlx_thread *self, struct rlx_thread *owner, uintptr_t addr,
                                           int write, uintptr_t pc)
{
    int ended = owner->state == RLX_THREAD_DONE;
    struct rlx_found found = {.hazard = RLX_HAZARD_USE_AFTER_FREE,
                              .detail = addr >= RLX_DONORS ? "thread-local"
                                        : ended            ? "thread-ended"
                                                           : "function-returned",
                              .object = addr,
                              .object_len = 1};
    rlx_settle();
    rlx_found_side(&found, self->id, write ? "write" : "read", pc, 0, 1);
    if (ended)
        rlx_found_side(&found, owner->id, "end", owner->end_pc, 0, 0);
    rlx_found(&found);
    rlx_fatal();
}

void rlx_stack_check(struct rlx_thread *self, uintptr_t addr, int write, uintptr_t pc)
{
    uintptr_t id =
        addr < RLX_DONORS ? (addr - RLX_STACKS) / RLX_STACK_EACH : (addr - RLX_DONORS) / RLX_DONOR_EACH;
    if (id >= RLX->threads)
        return;
    struct rlx_thread *owner = &RLX->thread[id];
    if (owner != self) {
        owner->reached = 1;
        rlx_spin_reached(owner, addr);
        if (addr < RLX_DONORS && (!owner->reached_to || addr < owner->reached_from))
            owner->reached_from = addr;
        if (addr < RLX_DONORS && addr >= owner->reached_to)
            owner->reached_to = addr + 1;
    }
    if (owner->state == RLX_THREAD_DONE || (addr < RLX_DONORS && addr < owner->live))
        dead(self, owner, addr, write, pc);
}

/* A function that has a frame which others have reached into returns: whoever still uses it races with that.
 */
void rlx_stack_leave(struct rlx_thread *self, uintptr_t pc)
{
    if (self->depth > RLX_FRAMES_EACH / sizeof(struct rlx_frame))
        return;
    uintptr_t from = self->frames[self->depth - 1].sp, to = self->frames[self->depth - 2].sp;
    if (from < to && self->reached_from < to)
        rlx_shadow_freed(self, from, to - from, pc);
}

/* The end of a thread takes its stack and its thread-local variables away: like a free, which whoever still
 * uses them races with. */
void rlx_stack_end(struct rlx_thread *self, uintptr_t pc)
{
    self->end_pc = pc;
    self->ending = 1;
    if (!self->reached)
        return;
    uintptr_t top = RLX_STACKS + ((uintptr_t)self->id + 1) * RLX_STACK_EACH;
    uintptr_t low =
        self->low - 4096 < top - RLX_STACK_EACH + 4096 ? top - RLX_STACK_EACH + 4096 : self->low - 4096;
    rlx_shadow_freed(self, low, top - low, pc);
    rlx_shadow_freed(self, self->fs - RLX->tls_offset, RLX->tls_offset, pc);
}
