/* SPDX-License-Identifier: MIT */
/* Spinning: a thread that comes back to the same place with nothing changed would do the same again, until
 * somebody writes what it read. It is parked until then: loops that wait end, and a program that only spins
 * is found out. */
#include "internal.h"

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
    return hash ^ hash >> 29;
}

/* Everything that the thread's next steps depend on, shared memory apart. Programs are compiled with -O0:
 * between two statements nothing lives in a register. */
static uint64_t local_state(const struct rlx_thread *self)
{
    uint64_t hash = mix(self->depth, self->held);
    if (!self->depth || self->depth > RLX_FRAMES_EACH / sizeof(struct rlx_frame))
        return self->writes + 1 + RLX->steps; /* not to be known: never the same */
    uintptr_t top = RLX_STACKS + ((uintptr_t)self->id + 1) * RLX_STACK_EACH;
    for (const uint64_t *p = (const uint64_t *)self->frames[self->depth - 1].sp; (uintptr_t)p < top; p++)
        hash = mix(hash, *p);
    return hash | 1; /* 0: not taken */
}

static void begin_cycle(struct rlx_thread *self, uint64_t hash)
{
    self->spin.pc = self->op.pc;
    self->spin.age = 0;
    self->spin.hash = hash;
    self->spin.writes = self->writes;
    self->spin.effects = RLX->effects;
    self->spin.reads = 0;
}

/* A plain read that is no visible operation: does the thread do the same again and again? */
int rlx_spin_repeats(struct rlx_thread *self, uintptr_t pc)
{
    struct rlx_spin *spin = &self->spin;
    if (spin->pc != pc && (self->quiet & 63))
        return 0;
    uint64_t hash = local_state(self);
    if (spin->pc == pc && spin->writes == self->writes && spin->effects == RLX->effects && spin->hash == hash)
        return 1;
    uintptr_t was = self->op.pc;
    self->op.pc = pc;
    begin_cycle(self, hash);
    self->op.pc = was;
    return 0;
}

/* Called when the thread publishes an operation at self->op.pc. */
void rlx_spin_check(struct rlx_thread *self)
{
    struct rlx_spin *spin = &self->spin;
    if (spin->pc != self->op.pc || spin->writes != self->writes || spin->effects != RLX->effects) {
        /* Random strategies take one round more to notice, and hash nothing for threads that do not spin. */
        begin_cycle(self, RLX->mode >= RLX_RANDOM ? 0 : local_state(self));
        return;
    }
    uint64_t hash = local_state(self);
    if (hash != spin->hash) {
        begin_cycle(self, hash);
        return;
    }
    if (!spin->reads && self->op.kind != RLX_OP_YIELD && self->op.kind != RLX_OP_SLEEP)
        return;
    self->parked = 1;
    RLX->parked |= 1ULL << self->id;
    RLX->unconditional &= ~(1ULL << self->id);
    if (RLX->config.waits_blocking)
        rlx_found_simple(RLX_HAZARD_BUSY_WAIT, 0,
                         "the thread tests again and again, using up a processor, where it is asked to block",
                         self->op.pc);
}

void rlx_spin_read(struct rlx_thread *self, uintptr_t addr, uint32_t len)
{
    struct rlx_spin *spin = &self->spin;
    const uint32_t most = sizeof spin->read / sizeof spin->read[0];
    for (uint32_t i = 0; i < spin->reads && i < most; i++)
        if (spin->read[i].addr == addr && spin->read[i].len >= len)
            return;
    if (spin->reads < most) {
        spin->read[spin->reads].addr = addr;
        spin->read[spin->reads].len = len;
    }
    spin->reads++;
}

static int reads(const struct rlx_spin *spin, uintptr_t addr, uint32_t len)
{
    const uint32_t most = sizeof spin->read / sizeof spin->read[0];
    if (spin->reads > most)
        return 1; /* more than were kept */
    for (uint32_t i = 0; i < spin->reads; i++) {
        const struct rlx_touch *read = &spin->read[i];
        if (!read->len || !len ? read->addr == addr
                               : read->addr < addr + len && addr < read->addr + read->len)
            return 1;
    }
    return 0;
}

void rlx_effect(uintptr_t addr, uint32_t len)
{
    RLX->effects++;
    for (uint64_t rest = RLX->parked; rest; rest &= rest - 1) {
        struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        if (!reads(&thread->spin, addr, len))
            continue;
        thread->parked = 0;
        RLX->parked &= ~(1ULL << thread->id);
        rlx_publish(thread);
    }
}
