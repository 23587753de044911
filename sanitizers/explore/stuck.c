/* SPDX-License-Identifier: MIT */
/* Nobody can go on: what is it called, who waits for whom, and which signal came too early. */
#include <string.h>
#include "internal.h"
#include "sync.h"

static int is_join(const struct rlx_thread *thread)
{
    return thread->op.kind == RLX_OP_JOIN;
}

/* It waits for something that others hold, and that is known. */
static int wants_mutex(const struct rlx_thread *thread)
{
    if (!thread->op.object || thread->parked)
        return 0;
    int type = thread->op.object->type;
    return type == RLX_TYPE_MUTEX || type == RLX_TYPE_RWLOCK || type == RLX_TYPE_SPIN ||
           type == RLX_TYPE_ONCE || thread->op.kind == RLX_OP_RCU_GRACE_END;
}

/* Who holds it: one of them, the thread itself before others; or -1. */
static int holder(const struct rlx_thread *thread)
{
    if (thread->op.object->type == RLX_TYPE_RWLOCK)
        return rlx_rwlock_blocker(thread);
    if (thread->op.object->type == RLX_TYPE_RCU)
        return rlx_rcu_blocker(thread);
    return thread->op.object->owner;
}

/* Threads that the program waits for, or that wait. */
static uint64_t everybody(void)
{
    return RLX->alive & ~RLX->daemons;
}

static int sleeps(const struct rlx_thread *thread)
{
    return thread->op.kind == RLX_OP_COND_SLEEP || thread->op.kind == RLX_OP_FUTEX_SLEEP;
}

/* The thread that this one waits for, if that is one thread: -1 where anybody may be who wakes it. */
static int waits_for(const struct rlx_thread *thread)
{
    if (wants_mutex(thread))
        return holder(thread);
    if (is_join(thread))
        return ((struct rlx_thread *)thread->op.object->addr)->id;
    return -1;
}

static const char *wait_words(const struct rlx_thread *thread)
{
    if (thread->parked)
        return "spins here";
    if (is_join(thread))
        return "waits for a thread to end";
    if (sleeps(thread))
        return thread->op.kind == RLX_OP_FUTEX_SLEEP ? "sleeps on a futex" : "waits for a signal";
    static const char *const words[RLX_TYPE_COUNT] = {
        [RLX_TYPE_MUTEX] = "waits for a mutex",
        [RLX_TYPE_SEM] = "waits for a semaphore",
        [RLX_TYPE_RWLOCK] = "waits for a readers-writer lock",
        [RLX_TYPE_SPIN] = "waits for a spin lock",
        [RLX_TYPE_BARRIER] = "waits at a barrier",
        [RLX_TYPE_ONCE] = "waits for a pthread_once routine",
    };
    if (thread->op.kind == RLX_OP_RCU_GRACE_END)
        return "waits for a grace period";
    if (thread->op.kind == RLX_OP_RCU_BARRIER_END)
        return "waits for deferred calls";
    const char *said = thread->op.object ? words[thread->op.object->type] : 0;
    return said ? said : "waits";
}

static void side(struct rlx_found *found, const struct rlx_thread *thread)
{
    rlx_found_side(found, thread->id, wait_words(thread), thread->op.pc, 0, 2);
    struct rlx_side *added = &found->side[found->sides - 1];
    added->object = thread->op.object ? thread->op.object->addr : 0;
    added->object_type = thread->op.object ? rlx_type_name(thread->op.object->type) : 0;
    if (is_join(thread))
        added->waits_thread = ((struct rlx_thread *)thread->op.object->addr)->id;
    int held_by = wants_mutex(thread) ? holder(thread) : -1;
    if (held_by < 0)
        return;
    const struct rlx_object *object = thread->op.object;
    added->waits_thread = held_by;
    added->taken_pc = object->pc;
    added->taken_frame = object->frame;
    if (object->type == RLX_TYPE_RCU) {
        added->taken_pc = rlx_rcu_section(thread, held_by);
        added->taken_frame = 0;
    } else if (object->readers >> held_by & 1) {
        added->taken_pc = object->read[held_by].pc;
        added->taken_frame = object->read[held_by].frame;
    }
}

/* Follows who waits for whom; fills the circle, if there is one. */
static int circle(int *members)
{
    for (uint64_t rest = everybody(); rest; rest &= rest - 1) {
        int start = __builtin_ctzll(rest), at = start, n = 0;
        uint64_t seen = 0;
        while (at >= 0 && (RLX->alive >> at & 1) && !(seen >> at & 1)) {
            seen |= 1ULL << at;
            members[n++] = at;
            at = waits_for(&RLX->thread[at]);
        }
        if (at == start)
            return n;
    }
    return 0;
}

static void report_circle(const int *members, int n)
{
    struct rlx_found found = {.hazard = n == 1 ? RLX_HAZARD_SELF_DEADLOCK : RLX_HAZARD_DEADLOCK};
    for (int i = 0; i < n; i++)
        side(&found, &RLX->thread[members[i]]);
    const struct rlx_thread *first = &RLX->thread[members[0]];
    found.object = first->op.object ? first->op.object->addr : 0;
    found.object_type = first->op.object ? rlx_type_name(first->op.object->type) : 0;
    rlx_found(&found);
}

/* A mutex is wanted whose holder has ended: the lock was leaked. */
static int leaked(void)
{
    for (uint64_t rest = everybody(); rest; rest &= rest - 1) {
        const struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        int held_by = wants_mutex(thread) && thread->op.object->type != RLX_TYPE_RCU ? holder(thread) : -1;
        if (held_by >= 0 && RLX->thread[held_by].state == RLX_THREAD_DONE)
            return 1;
    }
    return 0;
}

static void report_spinners(int spinners)
{
    struct rlx_found found = {.hazard = spinners > 1 ? RLX_HAZARD_LIVELOCK : RLX_HAZARD_HANG};
    for (uint64_t rest = everybody(); rest; rest &= rest - 1) {
        const struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        if (thread->parked)
            side(&found, thread);
    }
    for (uint64_t rest = everybody(); rest; rest &= rest - 1) {
        const struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        if (!thread->parked && !is_join(thread))
            side(&found, thread);
    }
    found.note =
        spinners > 1
            ? "every thread that still runs only tests, again and again, what none of them will change"
            : "the thread tests, again and again, what nobody will change";
    rlx_found(&found);
}

/* A thread that has not run for so many steps of a fair schedule waits for something. */
#define RUNS 4000

/* The program still runs at the limit of steps, and everybody who could go on was let on. */
void rlx_report_endless(uintptr_t pc)
{
    struct rlx_found found = {.hazard = RLX_HAZARD_LIVELOCK,
                              .detail = "step-limit",
                              .note = "these threads were still running after a very large number of steps"};
    uint64_t running = 0;
    for (uint64_t rest = everybody(); rest; rest &= rest - 1) {
        const struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        if (RLX->steps - thread->ran < RUNS)
            running |= 1ULL << thread->id;
    }
    if (!(running & (running - 1))) {
        rlx_found_simple(RLX_HAZARD_HANG, "step-limit",
                         "the program was still running after a very large number of steps", pc);
        return;
    }
    for (; running; running &= running - 1)
        side(&found, &RLX->thread[__builtin_ctzll(running)]);
    rlx_found(&found);
}

/* A futex's sleepers are kept one byte beyond its word. */
static uintptr_t shown_at(const struct rlx_object *object)
{
    return object->type == RLX_TYPE_FUTEX ? object->addr - 1 : object->addr;
}

static void report_sleepers(void)
{
    struct rlx_found found = {.hazard = RLX_HAZARD_LOST_WAKEUP};
    const struct rlx_object *lost = 0;
    for (uint64_t rest = everybody(); rest; rest &= rest - 1) {
        const struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        if (!sleeps(thread))
            continue;
        side(&found, thread);
        if (!lost && thread->op.object->lost)
            lost = thread->op.object;
        if (!found.object) {
            found.object = shown_at(thread->op.object);
            found.object_type = rlx_type_name(thread->op.object->type);
        }
    }
    if (lost) {
        rlx_found_side(&found, lost->lost_thread,
                       lost->type == RLX_TYPE_FUTEX ? "woke when nobody slept"
                                                    : "signalled when nobody waited",
                       lost->lost_pc, 0, 0);
        found.object = shown_at(lost);
    } else {
        found.note = "nobody is left who would wake it";
    }
    rlx_found(&found);
}

static void report_blocked(void)
{
    struct rlx_found found = {.hazard = RLX_HAZARD_DEADLOCK};
    for (uint64_t rest = everybody(); rest; rest &= rest - 1) {
        const struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        if (is_join(thread) && found.sides + 1 < RLX_MAX_THREADS && (rest & (rest - 1)))
            continue;
        side(&found, thread);
    }
    rlx_found(&found);
}

/* Nobody can go on without a timeout or a spurious wakeup. */
static void judge(void)
{
    int members[RLX_MAX_THREADS];
    int spinners = __builtin_popcountll(RLX->parked), sleepers = 0, wanting = 0;
    for (uint64_t rest = everybody(); rest; rest &= rest - 1) {
        const struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        sleepers += sleeps(thread);
        wanting += wants_mutex(thread);
    }
    int n = circle(members);
    if (n)
        report_circle(members, n);
    else if (spinners)
        report_spinners(spinners);
    else if (leaked())
        return; /* reported where it was leaked */
    else if (sleepers && !wanting)
        report_sleepers();
    else
        report_blocked();
}

static void report_timeout(uint64_t weak)
{
    struct rlx_found found = {.hazard = RLX_HAZARD_TIMEOUT_PROGRESS,
                              .note = "everybody waits, and only a timeout gets the program going again"};
    for (; weak; weak &= weak - 1)
        side(&found, &RLX->thread[__builtin_ctzll(weak)]);
    rlx_found(&found);
}

/* Timeouts beyond the limit, where nobody else can go on: a program that gives up after some tries does. */
#define GRANTED 8

static int waits_timed(const struct rlx_thread *thread)
{
    int kind = thread->op.kind;
    return kind == RLX_OP_SEM_TIMEDWAIT || kind == RLX_OP_MUTEX_TIMEDLOCK ||
           kind == RLX_OP_RWLOCK_TIMEDRDLOCK || kind == RLX_OP_RWLOCK_TIMEDWRLOCK || kind == RLX_OP_TIMEDJOIN;
}

static int grant(void)
{
    int granted = 0;
    for (uint64_t rest = everybody(); rest; rest &= rest - 1) {
        struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        if (!waits_timed(thread) || thread->parked || thread->weak_granted >= GRANTED)
            continue;
        thread->weak_granted++;
        granted = 1;
    }
    return granted;
}

int rlx_stuck(uint64_t weak)
{
    uint64_t timed = 0;
    if (RLX->withheld) /* who could go on would repeat another execution */
        rlx_end_execution(RLX_END_ASLEEP);
    if (rlx_spin_release())
        return 1;
    if (!weak && grant())
        return 1;
    for (uint64_t rest = weak; rest; rest &= rest - 1) {
        const struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        timed |= (uint64_t)(!sleeps(thread) || thread->timed) << thread->id;
    }
    if (timed) {
        report_timeout(timed);
        return 0;
    }
    if (weak) { /* a spurious wakeup would get it going: it is stuck all the same, but what comes then counts
                   too */
        judge();
        RLX->only_spurious = 1;
        return 0;
    }
    for (uint64_t rest = everybody(); rest; rest &= rest - 1) {
        const struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        timed |= (uint64_t)((sleeps(thread) && thread->timed) || waits_timed(thread)) << thread->id;
    }
    if (timed) /* it would time out again and again */
        report_timeout(timed);
    else
        judge();
    rlx_end_execution(RLX_END_STUCK);
}

void rlx_lock_leak(struct rlx_thread *thread)
{
    for (uint32_t i = 0; i < thread->held && i < sizeof thread->holding / sizeof thread->holding[0]; i++) {
        const struct rlx_object *lock = thread->holding[i];
        const struct rlx_read *read = lock->readers >> thread->id & 1 ? &lock->read[thread->id] : 0;
        struct rlx_found found = {
            .hazard = RLX_HAZARD_LOCK_LEAK, .object = lock->addr, .object_type = rlx_type_name(lock->type)};
        rlx_found_side(&found, thread->id, "ended, and kept the lock taken here", read ? read->pc : lock->pc,
                       read ? read->frame : lock->frame, 0);
        rlx_found(&found);
    }
}
