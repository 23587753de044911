/* SPDX-License-Identifier: MIT */
/* Spinning: a thread that comes back to the same place with nothing changed would do the same again, until
 * somebody writes what it read. It is parked until then: loops that wait end, and a program that only spins
 * is found out. */
#include "internal.h"

/* Rounds in vain, each unlike the one before (a counter of tries), after which a thread lets others run. */
#define PATIENCE 32

/* Everything that the thread's next steps depend on, shared memory apart. Programs are compiled with -O0:
 * between two statements nothing lives in a register. */
uint64_t rlx_local_state(const struct rlx_thread *self)
{
    if (!self->depth || self->depth > RLX_FRAMES_EACH / sizeof(struct rlx_frame))
        return 0; /* not to be known: never the same */
    uint64_t hash = rlx_mix(self->depth, (uint64_t)self->held);
    hash = rlx_mix(hash, rlx_cancel_hash(self) + rlx_keys_hash(self));
    hash = rlx_mix(rlx_mix(hash, (uint64_t)*self->error), self->random);
    hash = rlx_hash_memory(hash, RLX->libc_start, RLX->libc_end);
    return rlx_hash_frames(hash, self) | 1;
}

/* What the memory that the operation looks at holds; 0: an object's state. */
static uint64_t answer(const struct rlx_thread *self)
{
    const struct rlx_touch *at = self->op.on;
    return self->op.touches && at->len ? rlx_hash_memory(1, at->addr, at->addr + at->len) : 0;
}

static void begin_cycle(struct rlx_thread *self, uintptr_t pc, uint64_t hash)
{
    struct rlx_spin *spin = &self->spin;
    spin->pc = pc;
    spin->age = 0;
    spin->depth = self->depth;
    spin->hash = hash;
    spin->writes = self->writes;
    spin->net = RLX->net;
    spin->effects = RLX->effects;
    spin->steps = RLX->steps;
    spin->points = self->points;
    spin->pauses = self->pauses;
    spin->reads = 0;
    spin->taken = self->taken;
    spin->gave = 0;
    spin->disturbed = 0;
    RLX->readers &= ~(1ULL << self->id);
}

/* Since the cycle began nothing has changed, or what was changed (a lock taken) has been put back, and not
 * while this thread looked at it. */
static int unchanged(const struct rlx_thread *self)
{
    const struct rlx_spin *spin = &self->spin;
    return spin->writes == self->writes && spin->net == RLX->net && spin->effects == RLX->effects &&
           !spin->disturbed && !spin->gave;
}

/* Nobody else did anything since, and the same place gives the same answer, or the thread says itself that it
 * waits for others: what it has changed (a count of its tries, for all to see) does not get it on. */
static int polls(const struct rlx_thread *self)
{
    const struct rlx_spin *spin = &self->spin;
    const struct rlx_touch *at = self->op.on;
    if (self->points - spin->points != RLX->steps - spin->steps)
        return 0;
    return self->pauses != spin->pauses ||
           (self->op.touches && at->len && at->addr == spin->at && answer(self) == spin->answer);
}

/* A plain read that is no visible operation: does the thread do the same again and again? */
int rlx_spin_repeats(struct rlx_thread *self, uintptr_t pc)
{
    if (self->spin.pc != pc && (self->quiet & 63))
        return 0;
    uint64_t hash = rlx_local_state(self);
    if (self->spin.pc == pc && unchanged(self) && hash && self->spin.hash == hash)
        return 1;
    begin_cycle(self, pc, hash);
    return 0;
}

/* The next cycle begins, and what was read before still wakes the thread. */
static void begin_cycle_kept(struct rlx_thread *self, uint64_t hash)
{
    uint32_t reads = self->spin.reads;
    begin_cycle(self, self->op.pc, hash);
    self->spin.reads = reads;
}

/* It does not go on before somebody changes what it looks at. */
void rlx_park(struct rlx_thread *self, enum rlx_idle idle)
{
    self->idle = (uint8_t)idle;
    self->parked = 1;
    RLX->parked |= 1ULL << self->id;
    RLX->unconditional &= ~(1ULL << self->id);
    RLX->stale |= 1ULL << self->id;
}

/* It would go round again and again. */
void rlx_goes_round(struct rlx_thread *self, enum rlx_idle idle)
{
    rlx_park(self, idle);
    if (RLX->config.waits_blocking)
        rlx_found_simple(RLX_HAZARD_BUSY_WAIT, 0,
                         "the thread tests again and again, using up a processor, where it is asked to block",
                         self->op.pc);
}

/* One call can be two operations at one place: a copy reads here and writes there. */
static uint64_t state_before(const struct rlx_thread *self)
{
    uint64_t hash = rlx_local_state(self);
    if (!hash)
        return 0;
    hash = rlx_mix(rlx_mix(hash, self->op.kind), self->op.written_value);
    return rlx_mix(hash, self->op.touches ? self->op.on[0].addr : 0) | 1;
}

/* Called when the thread publishes an operation at self->op.pc: whatever the strategy, schedules count on
 * it. */
void rlx_spin_check(struct rlx_thread *self)
{
    struct rlx_spin *spin = &self->spin;
    int looks = rlx_is_look(self);
    if (!looks && !rlx_may_spin(self))
        return;
    uint64_t hash = state_before(self);
    if (looks && rlx_look_repeats(self, hash))
        return;
    if (looks)
        rlx_await(self, hash);
    if (looks && !rlx_may_spin(self))
        return;
    int back = spin->pc == self->op.pc, same = back && unchanged(self);
    /* Tries are made at one object; looking through an array is something else. */
    uintptr_t at = self->op.touches ? self->op.on[0].addr : 0;
    int in_vain = back && ((same && at == spin->at) || polls(self));
    spin->rounds = in_vain ? spin->rounds + 1 : 0;
    spin->at = at;
    spin->answer = answer(self);
    if (spin->rounds >= PATIENCE) {
        /* It counts its tries, perhaps: it would go on, but first whoever else can shall run. */
        spin->rounds = 0;
        self->impatient = 1;
        RLX->impatient = 1;
        begin_cycle_kept(self, hash);
        rlx_goes_round(self, RLX_NOT_IDLE);
    } else if (!hash || hash != spin->hash || !back) {
        begin_cycle(self, self->op.pc, hash);
    } else if (same) {
        rlx_goes_round(self, RLX_NOT_IDLE);
    } else {
        /* The thread is where it was, but others are perhaps not: has all of this been before? */
        begin_cycle(self, self->op.pc, hash);
        rlx_cycle_check();
    }
}

void rlx_spin_read(struct rlx_thread *self, uintptr_t addr, uint32_t len)
{
    RLX->looks += !len;
    rlx_spin_read_quiet(self, addr, len);
}

static void unpark(struct rlx_thread *thread)
{
    thread->parked = thread->impatient = 0;
    thread->idle = RLX_NOT_IDLE;
    RLX->parked &= ~(1ULL << thread->id);
    rlx_publish(thread);
}

static int has_taken(const struct rlx_thread *thread, uintptr_t object)
{
    const struct rlx_takes *takes = &thread->takes;
    for (uint32_t i = 0; i < takes->number && i < RLX_TAKES; i++)
        if ((uintptr_t)takes->object[i] == object)
            return 1;
    return takes->number > RLX_TAKES;
}

/* Somebody tries an object: who takes it and puts it back in each round is met, or not, and the next try can
 * find the other. */
static void tried(const struct rlx_thread *self, uintptr_t object)
{
    for (uint64_t rest = RLX->parked & ~RLX->withheld; rest; rest &= rest - 1) {
        struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        if (thread == self || !has_taken(thread, object))
            continue;
        thread->looks.made = 0; /* it makes a whole round */
        thread->spin.pc = 0;
        unpark(thread);
    }
}

/* The same, where nothing was refused. */
void rlx_spin_read_quiet(struct rlx_thread *self, uintptr_t addr, uint32_t len)
{
    struct rlx_spin *spin = &self->spin;
    const uint32_t most = sizeof spin->read / sizeof spin->read[0];
    rlx_look_read(self, addr, len);
    if (!len)
        tried(self, addr);
    for (uint32_t i = 0; i < spin->reads && i < most; i++)
        if (spin->read[i].addr == addr && spin->read[i].len >= len)
            return;
    if (spin->reads < most) {
        spin->read[spin->reads].addr = addr;
        spin->read[spin->reads].len = len;
    }
    spin->reads++;
    if (!len)
        RLX->readers |= 1ULL << self->id;
}

static int reads(const struct rlx_spin *spin, uintptr_t addr, uint32_t len)
{
    const uint32_t most = sizeof spin->read / sizeof spin->read[0];
    if (spin->reads > most)
        return 1; /* more than were kept */
    for (uint32_t i = 0; i < spin->reads; i++) {
        if (rlx_touches(&spin->read[i], addr, len))
            return 1;
    }
    return 0;
}

/* The thread looked in vain, and could now look again. The execution in which it had not looked before is the
 * same but for that, and is explored too: the write that wakes it could have come before the look. So this
 * one need not be followed. Where the cycle was one look at one place, that is the end; where it was more,
 * the others go on without the thread, since what they do may have to come before another part of the cycle.
 */
void rlx_withhold(struct rlx_thread *thread)
{
    RLX->withheld |= 1ULL << thread->id;
    if (thread->idle == RLX_ONE_LOOK)
        RLX->repeats = 1;
}

static void wake(uintptr_t addr, uint32_t len)
{
    for (uint64_t rest = RLX->parked; rest; rest &= rest - 1) {
        struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        if (!reads(&thread->spin, addr, len))
            continue;
        if (thread->idle && RLX->mode == RLX_DPOR)
            rlx_withhold(thread);
        else
            unpark(thread);
    }
}

/* Nobody else can run: those that would go on do. */
int rlx_spin_release(void)
{
    int released = 0;
    for (uint64_t rest = RLX->parked; rest; rest &= rest - 1) {
        struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        if (!thread->impatient)
            continue;
        unpark(thread);
        released = 1;
    }
    return released;
}

/* Somebody else uses what is the thread's own. What it did there before, nobody has seen: it may have been
 * parked though each of its rounds leaves a trace there. */
void rlx_spin_reached(struct rlx_thread *owner, uintptr_t addr)
{
    struct rlx_shared *shared = &owner->shared;
    uintptr_t word = addr & ~7UL;
    if (shared->words > RLX_SHARED_WORDS)
        return;
    for (uint32_t i = 0; i < shared->words; i++)
        if (shared->word[i] == word)
            return;
    if (shared->words < RLX_SHARED_WORDS)
        shared->word[shared->words] = word;
    shared->words++;
    owner->looks.made = 0;
    owner->spin.pc = 0;
    if (owner->parked && !(RLX->withheld >> owner->id & 1))
        unpark(owner);
}

int rlx_spin_shared(const struct rlx_thread *thread, uintptr_t addr, uintptr_t len)
{
    const struct rlx_shared *shared = &thread->shared;
    if (shared->words > RLX_SHARED_WORDS)
        return 1;
    for (uint32_t i = 0; i < shared->words; i++)
        if (shared->word[i] < addr + len && addr < shared->word[i] + 8)
            return 1;
    return 0;
}

/* What a thread reads of its own stack or thread-local variables is no read here, since its state has all of
 * them: so a change of it by another thread makes it another state. */
static void into_own(struct rlx_thread *thread, uintptr_t addr, uint32_t len)
{
    const struct rlx_op *op = &thread->op;
    if (thread == RLX->current)
        return;
    thread->looks.made = 0;
    thread->spin.pc = 0;
    if (!op->touches || op->on[0].addr != addr || op->on[0].len != len)
        RLX->awaits &= ~(1ULL << thread->id);
    if (thread->parked && !reads(&thread->spin, addr, len))
        unpark(thread);
}

void rlx_effect(uintptr_t addr, uint32_t len)
{
    if (addr - RLX_STACKS < RLX_MAX_THREADS * RLX_STACK_EACH)
        into_own(&RLX->thread[(addr - RLX_STACKS) / RLX_STACK_EACH], addr, len);
    else if (addr - RLX_DONORS < RLX->donors * RLX_DONOR_EACH)
        into_own(&RLX->thread[(addr - RLX_DONORS) / RLX_DONOR_EACH], addr, len);
    RLX->effects++;
    if (RLX->current)
        RLX->current->effects++;
    if (RLX->lookers)
        rlx_look_overwritten(addr, len);
    wake(addr, len);
}

/* A change and its negative cancel out, and no others do: addresses alone can add up. */
static uint64_t share(uint64_t change)
{
    int gives = (int64_t)change < 0;
    uint64_t value = rlx_mix(0, gives ? -change : change) >> 1;
    return gives ? -value : value;
}

/* change: of the sum of what will be put back; what gives something back is negative. */
void rlx_effect_for_now(struct rlx_object *object, uint64_t change)
{
    if ((int64_t)change > 0 && !has_taken(RLX->current, (uintptr_t)object)) {
        struct rlx_takes *takes = &RLX->current->takes;
        if (takes->number < RLX_TAKES)
            takes->object[takes->number] = object;
        takes->number++;
    }
    change = share(change);
    RLX->net += change;
    rlx_look_changes(RLX->current, object, change);
    for (uint64_t rest = RLX->readers & ~(1ULL << RLX->current->id); rest; rest &= rest - 1) {
        struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        if (reads(&thread->spin, (uintptr_t)object, 0))
            thread->spin.disturbed = 1;
    }
    wake((uintptr_t)object, 0);
}
