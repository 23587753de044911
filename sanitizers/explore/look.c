/* SPDX-License-Identifier: MIT */
/* Looks in vain: a thread that makes the same look in the same state as before, and has changed nothing in
 * between, waits in a loop. Where nothing that it read has changed either, it would go round again, and is
 * parked. In both cases the round can be left out: without it everything else would be the same. */
#include "internal.h"

/* A read of index i, counted from 0, is the (i + 1)th. */
static uint32_t oldest_kept(const struct rlx_looks *looks)
{
    return looks->reads < RLX_READS_KEPT ? 0 : looks->reads - RLX_READS_KEPT;
}

/* What the round read is what wakes the thread: exactly that, since a thread that can be left out is not
 * woken for more. */
static void wake_for(struct rlx_thread *self, uint32_t from)
{
    const struct rlx_looks *looks = &self->looks;
    struct rlx_spin *spin = &self->spin;
    spin->reads = 0;
    for (uint32_t i = from; i != looks->reads; i++) {
        struct rlx_touch read = looks->read[i % RLX_READS_KEPT];
        uint32_t known = 0;
        while (known < spin->reads &&
               (spin->read[known].addr != read.addr || spin->read[known].len != read.len))
            known++;
        spin->read[known] = read;
        spin->reads += known == spin->reads;
    }
}

/* Did the thread itself change nothing since the look, but for what it has put back? */
static int only_looked(const struct rlx_thread *self, const struct rlx_look *look)
{
    return look->writes == self->writes && look->effects == self->effects && look->net == self->net &&
           !look->gave && look->reads >= oldest_kept(&self->looks);
}

/* Did others meet what it took and put back? If nobody did anything meanwhile, surely not. */
static enum rlx_idle how_idle(const struct rlx_thread *self, const struct rlx_look *look)
{
    uint32_t own = self->points - look->points;
    if (look->marks != self->marks)
        return RLX_NOT_IDLE; /* a lab observes it */
    if (RLX->clock_read && look->clock != self->clock)
        return RLX_NOT_IDLE; /* it takes time, and somebody looks at the time */
    if (self->looks.seen > look->changes && own != RLX->steps - look->steps)
        return RLX_NOT_IDLE;
    own -= self->yields - look->yields;
    return own == 1 && self->spin.reads == 1 ? RLX_ONE_LOOK : RLX_IDLE;
}

static struct rlx_look *earlier(struct rlx_looks *looks, uintptr_t pc)
{
    uint32_t kept = looks->made < RLX_LOOKS ? looks->made : RLX_LOOKS;
    for (uint32_t i = 0; i < kept; i++)
        if (looks->look[i].pc == pc)
            return &looks->look[i];
    return 0;
}

/* 1: the thread has been here, and is parked. */
static int goes_round(struct rlx_thread *self, const struct rlx_look *look, uint64_t hash)
{
    if (!hash || look->hash != hash || !only_looked(self, look))
        return 0;
    if (self->looks.overwritten <= look->reads) {
        wake_for(self, look->reads);
        rlx_goes_round(self, how_idle(self, look));
        if (self->idle == RLX_ONE_LOOK)
            rlx_await_learn(self, hash);
        return 1;
    }
    if (RLX->mode != RLX_DPOR || look->changes != self->changes_for_now || !how_idle(self, look))
        return 0;
    wake_for(self, look->reads);
    rlx_park(self, RLX_IDLE); /* it might find something else now: and would, without this round, too */
    rlx_withhold(self);
    return 1;
}

/* The thread publishes a look; `hash` is its state. 1: it is parked. */
int rlx_look_repeats(struct rlx_thread *self, uint64_t hash)
{
    struct rlx_looks *looks = &self->looks;
    struct rlx_look *look = earlier(looks, self->op.pc);
    if (look && goes_round(self, look, hash))
        return 1;
    if (!look)
        look = &looks->look[looks->made++ % RLX_LOOKS];
    *look = (struct rlx_look){.pc = self->op.pc,
                              .hash = hash,
                              .net = self->net,
                              .clock = self->clock,
                              .writes = self->writes,
                              .effects = self->effects,
                              .steps = RLX->steps,
                              .points = self->points,
                              .changes = self->changes_for_now,
                              .reads = looks->reads,
                              .yields = self->yields,
                              .marks = self->marks,
                              .taken = self->taken};
    RLX->lookers |= 1ULL << self->id;
    return 0;
}

void rlx_look_read(struct rlx_thread *self, uintptr_t addr, uint32_t len)
{
    struct rlx_looks *looks = &self->looks;
    struct rlx_touch *read = &looks->read[looks->reads++ % RLX_READS_KEPT];
    read->addr = addr;
    read->len = len;
}

/* The thread found that it could not have the lock. */
void rlx_look_refused(struct rlx_thread *self, const struct rlx_object *lock)
{
    rlx_spin_read(self, (uintptr_t)lock, 0);
    if (lock->owner >= 0) {
        struct rlx_thread *owner = &RLX->thread[lock->owner];
        owner->looks.seen = owner->changes_for_now;
    }
}

/* What the call did depended on the state that it found, though it was not refused. */
void rlx_look_state(struct rlx_thread *self, const struct rlx_object *object)
{
    rlx_spin_read_quiet(self, (uintptr_t)object, 0);
}

/* A recursive mutex is taken once more (1) or once less (-1), which nobody else can see. */
void rlx_look_deeper(struct rlx_thread *self, const struct rlx_object *mutex, int by)
{
    uint64_t change = rlx_mix(0, (uintptr_t)mutex) >> 1;
    self->net += by < 0 ? -change : change;
    RLX->net += by < 0 ? -change : change;
}

/* Somebody changes something: who has looked at it? */
void rlx_look_overwritten(uintptr_t addr, uint32_t len)
{
    uint64_t others = RLX->lookers & ~(RLX->current ? 1ULL << RLX->current->id : 0);
    for (; others; others &= others - 1) {
        struct rlx_looks *looks = &RLX->thread[__builtin_ctzll(others)].looks;
        uint32_t low = oldest_kept(looks);
        if (low < looks->overwritten)
            low = looks->overwritten;
        for (uint32_t i = looks->reads; i > low; i--)
            if (rlx_touches(&looks->read[(i - 1) % RLX_READS_KEPT], addr, len)) {
                looks->overwritten = i;
                break;
            }
    }
}

/* The thread took something (change is positive) or gave it back. A round that begins with a lock in hand and
 * gives it back on its way is not to be parked there: others would wait for that lock. */
void rlx_look_changes(struct rlx_thread *self, const struct rlx_object *object, uint64_t change)
{
    struct rlx_looks *looks = &self->looks;
    int taken = (int64_t)change < 0 ? -1 : 1;
    self->changes_for_now++;
    self->net += change;
    self->taken += taken;
    if (object->type != RLX_TYPE_MUTEX && object->type != RLX_TYPE_SPIN)
        looks->seen = self->changes_for_now; /* who has met it is not known */
    if (RLX->lookers)
        rlx_look_overwritten((uintptr_t)object, 0);
    if (taken > 0)
        return;
    uint32_t kept = looks->made < RLX_LOOKS ? looks->made : RLX_LOOKS;
    for (uint32_t i = 0; i < kept; i++)
        looks->look[i].gave |= self->taken < looks->look[i].taken;
    self->spin.gave |= self->taken < self->spin.taken;
}
