/* SPDX-License-Identifier: MIT */
/* The scheduler: a thread publishes its next visible operation here, and goes on when it has been chosen. */
#include "rlx.h"
#include "cancel.h"
#include "internal.h"

typedef enum rlx_enabled enabled_function(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_join(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_timedjoin(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_lock(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_timedlock(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_sleep(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_sem(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_timedsem(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_rdlock(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_timedrdlock(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_wrlock(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_timedwrlock(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_once(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_barrier(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_futex(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_grace(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_calls(struct rlx_thread *thread);
enum rlx_enabled rlx_enabled_called(struct rlx_thread *thread);

static const struct {
    const char *name;
    enabled_function *enabled;
} kinds[] = {
#define RLX_KIND(symbol, name, enabled) {name, enabled},
#include "kinds.def"
};

const char *rlx_kind_name(int kind)
{
    return kinds[kind].name;
}

/* May the operation have to wait, timeouts apart? */
int rlx_kind_blocks(int kind)
{
    return kinds[kind].enabled && kind != RLX_OP_MUTEX_TIMEDLOCK && kind != RLX_OP_SEM_TIMEDWAIT &&
           kind != RLX_OP_RWLOCK_TIMEDRDLOCK && kind != RLX_OP_RWLOCK_TIMEDWRLOCK && kind != RLX_OP_TIMEDJOIN;
}

static inline enum rlx_enabled is_enabled(struct rlx_thread *thread)
{
    if (thread->parked)
        return RLX_NO;
    if (thread->op.kind == RLX_OP_MUTEX_LOCK)
        return thread->op.object->owner < 0 ? RLX_YES : RLX_NO;
    enabled_function *enabled = kinds[thread->op.kind].enabled;
    return enabled ? enabled(thread) : RLX_YES;
}

void rlx_publish(struct rlx_thread *self)
{
    uint64_t bit = 1ULL << self->id;
    self->published++;
    RLX->alive |= bit;
    RLX->awaits &= ~bit;
    RLX->stale |= bit;
    if (kinds[self->op.kind].enabled)
        RLX->unconditional &= ~bit;
    else
        RLX->unconditional |= bit;
}

/* Threads that are withheld and, as far as their operation goes, could run: a replay lets them. */
uint64_t rlx_withheld_ready(void)
{
    uint64_t ready = 0;
    for (uint64_t rest = RLX->withheld & RLX->alive; rest; rest &= rest - 1) {
        struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        thread->parked = 0;
        ready |= (uint64_t)(is_enabled(thread) == RLX_YES) << thread->id;
        thread->parked = 1;
    }
    return ready;
}

/* An execution that has become so long is scheduled fairly: whoever could go on for FAIR_TURN steps gets a
 * turn of at least as many, of varying length, so that it does not always end at the same place of a loop;
 * and who has been waiting for long goes first even in another's turn, as soon as it can. What still does not
 * end, does not because of the program, and not because somebody was never let on. */
#define FAIR_FROM 1000
#define FAIR_TURN 200

/* Whose turn it is; -1: anybody's. */
int rlx_turn(uint64_t enabled)
{
    if (RLX->steps < FAIR_FROM || !enabled)
        return -1;
    int longest = __builtin_ctzll(enabled);
    for (uint64_t rest = enabled & (enabled - 1); rest; rest &= rest - 1) {
        int id = __builtin_ctzll(rest);
        if (RLX->thread[id].ran < RLX->thread[longest].ran)
            longest = id;
    }
    uint32_t waits = RLX->steps - RLX->thread[longest].ran;
    if (waits < 5 * FAIR_TURN && RLX->steps < RLX->turn_ends && (enabled >> RLX->turn & 1))
        return RLX->turn;
    return waits < FAIR_TURN ? -1 : longest;
}

/* It goes on now: after a long wait, for some time. */
static void goes_on(struct rlx_thread *next)
{
    if (RLX->steps >= FAIR_FROM && RLX->steps - next->ran >= FAIR_TURN) {
        RLX->turn = next->id;
        RLX->turn_ends = RLX->steps + FAIR_TURN + (uint32_t)(rlx_mix(1, RLX->steps) % FAIR_TURN);
    }
    next->ran = RLX->steps;
}

/* What it did to memory lets nobody go on who could not, nor keeps anybody from it: those whom it wakes from
 * a waiting loop are published anew. */
static int only_memory(int kind)
{
    return kind == RLX_OP_READ || kind == RLX_OP_WRITE || kind == RLX_OP_LOAD || kind == RLX_OP_STORE ||
           kind == RLX_OP_RMW || kind == RLX_OP_CAS;
}

static void look_who_is_ready(void)
{
    for (uint64_t rest = RLX->alive & ~RLX->unconditional & RLX->stale; rest; rest &= rest - 1) {
        uint64_t bit = rest & -rest;
        enum rlx_enabled state = is_enabled(&RLX->thread[__builtin_ctzll(rest)]);
        RLX->ready = state == RLX_YES ? RLX->ready | bit : RLX->ready & ~bit;
        RLX->weakly = state == RLX_WEAK ? RLX->weakly | bit : RLX->weakly & ~bit;
    }
    RLX->stale = 0;
}

/* Chooses who goes on. All live threads have published their next operation. */
static struct rlx_thread *pick(void)
{
    for (;;) {
        look_who_is_ready();
        uint64_t enabled = RLX->alive & (RLX->unconditional | RLX->ready);
        uint64_t weak = RLX->alive & ~RLX->unconditional & RLX->weakly;
        if (!enabled && rlx_stuck(weak)) {
            RLX->stale = ~0ULL;
            continue;
        }
        int id = rlx_decide(enabled, weak);
        struct rlx_thread *next = &RLX->thread[id];
        next->op.weak = (weak >> id) & 1;
        RLX->choices = 0;
        if (RLX->config.trace)
            rlx_trace_before(next, enabled, weak);
        RLX->active = next;
        RLX->current = next;
        RLX->last = id;
        goes_on(next);
        return next;
    }
}

static struct rlx_thread *next_thread(void)
{
    if (!RLX->newborn)
        return pick();
    int id = __builtin_ctzll(RLX->newborn);
    RLX->newborn &= RLX->newborn - 1;
    RLX->current = &RLX->thread[id];
    return RLX->current;
}

void rlx_settle(void)
{
    struct rlx_thread *active = RLX->active;
    if (!active)
        return;
    RLX->active = 0;
    if (!only_memory(active->op.kind))
        RLX->stale = ~0ULL;
    if (RLX->config.trace)
        rlx_trace_step(active);
    if (RLX->config.hashes)
        rlx_trace_hash(active);
    if (RLX->track)
        rlx_deps_commit(active);
}

#define FORGOTTEN 384 /* bytes: more than the functions called by rlx_point use */

/* What the search has left below the program's frames would be part of the frames of functions that the
 * program calls next, and so of its state, though it depends on what was searched before. */
static __attribute__((noinline)) void forget(void)
{
    typedef long long word __attribute__((vector_size(16)));
    word area[FORGOTTEN / sizeof(word)];
    for (unsigned i = 0; i < FORGOTTEN / sizeof(word); i++) {
        area[i] = (word){0, 0};
        __asm__ volatile("" ::"r"(area) : "memory");
    }
}

void rlx_point(struct rlx_thread *self)
{
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    if (here < self->low)
        self->low = here;
    rlx_settle();
    if (++RLX->steps > RLX->config.max_steps)
        rlx_too_long();
    self->quiet = 0;
    self->points++;
    self->saved_error = *self->error;
    rlx_publish(self);
    rlx_spin_check(self);
    struct rlx_thread *next = next_thread();
    if (next != self) {
        rlx_switch(&self->sp, next->sp, next->fs);
        *self->error = self->saved_error;
    }
    forget();
}

/* The calling thread has ended: somebody else goes on, or, if nobody is left, the execution is over. */
_Noreturn void rlx_point_last(struct rlx_thread *self)
{
    rlx_settle();
    RLX->alive &= ~(1ULL << self->id);
    if (!(RLX->alive & ~RLX->daemons) && !RLX->newborn) {
        RLX->status = 0;
        if (RLX->config.lab)
            rlx_found_simple(RLX_HAZARD_UNFINISHED, "left-early", "the program ends before main has returned",
                             self->op.pc);
        rlx_finish(RLX_END_EXIT);
    }
    struct rlx_thread *next = next_thread();
    rlx_jump(next->sp, next->fs);
}

/* Ends the execution from a logical thread, its last event being complete. */
_Noreturn void rlx_finish(int why)
{
    rlx_settle();
    rlx_end_execution(why);
}

int rlx_choose(int alternatives)
{
    if (alternatives < 2)
        return 0;
    int alternative = rlx_decide_choice(alternatives);
    RLX->choice = alternative;
    RLX->choices = alternatives;
    return alternative;
}

void rlx_rewrite(struct rlx_thread *other, int kind, struct rlx_object *object)
{
    RLX->cancelled |= 1ULL << other->id;
    other->op.kind = (uint8_t)kind;
    other->op.touches = 0;
    other->op.object = 0;
    other->op.second = 0;
    other->op.weak = 0;
    rlx_touch(other, object, RLX_W);
    rlx_publish(other);
}

void rlx_sleep_for(uint64_t nanoseconds, uintptr_t pc)
{
    struct rlx_thread *self = rlx_begin(RLX_OP_SLEEP, pc);
    rlx_cancel_touch(self, RLX_R);
    rlx_point(self);
    rlx_cancel_check(self, pc);
    self->pauses++;
    self->clock += nanoseconds;
}

int rlx_sched_yield(void);
int rlx_sched_yield(void)
{
    struct rlx_thread *self = rlx_begin(RLX_OP_YIELD, RLX_CALLER);
    rlx_point(self);
    self->yields++;
    self->pauses++;
    return 0;
}

int rlx_self(void)
{
    return RLX->current ? RLX->current->id : 0;
}

uint64_t rlx_clock_now(uintptr_t pc)
{
    (void)pc;
    if (!RLX->current)
        return RLX_CLOCK_START;
    if (!RLX->clock_read) {
        RLX->clock_read = 1;
        if (RLX->mode == RLX_DPOR) /* rounds that took time may have been left out */
            rlx_end_execution(RLX_END_RESTART);
    }
    RLX->current->writes++; /* it moves on: this is no repetition */
    return RLX_CLOCK_START + (RLX->current->clock += 1000);
}
