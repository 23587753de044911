/* SPDX-License-Identifier: MIT */
/* syscall(SYS_futex, …): sleeping until a word changes. The comparison and the falling asleep are one step,
 * and a sleeper goes on by a wake, by a timeout, or for no reason. It orders nothing: the program's own loads
 * of the word do. Every other raw system call ends the run by name. */
#include <errno.h>
#include <linux/futex.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <time.h>
#include "internal.h"
#include "sync.h"

struct call {
    uintptr_t word;
    uint32_t value; /* wait: expected; wake: how many */
    const struct timespec *until;
    int relative; /* until is a duration */
    uintptr_t pc;
};

/* The word has an object of its own as an atomic variable; its sleepers are found one byte further. */
static struct rlx_object *queue_of(uintptr_t word)
{
    struct rlx_object *object = rlx_object_find(word + 1);
    return object ? object : rlx_object_make(word + 1, RLX_TYPE_FUTEX);
}

/* What the woken depend on: the wake, and not who goes to sleep meanwhile. */
static uintptr_t returns_of(const struct rlx_object *queue)
{
    return (uintptr_t)queue + 1;
}

enum rlx_enabled rlx_enabled_futex(struct rlx_thread *thread)
{
    if (thread->timed && thread->weak_used < RLX->config.weak_limit)
        return RLX_WEAK;
    return RLX->spurious_used < RLX->spurious_limit ? RLX_WEAK : RLX_NO;
}

static long fails(int error)
{
    errno = error;
    return -1;
}

static void leave_queue(struct rlx_object *queue, int thread)
{
    uint8_t i = 0;
    while (queue->queue[i] != thread)
        i++;
    for (queue->waiters--; i < queue->waiters; i++)
        queue->queue[i] = queue->queue[i + 1];
}

static void time_out(struct rlx_thread *self, const struct call *call)
{
    if (call->relative)
        self->clock += (uint64_t)call->until->tv_sec * 1000000000 + (uint64_t)call->until->tv_nsec;
    else
        rlx_timed_out(self, call->until);
}

/* Nobody woke it: its time is up, a signal came, or there is no reason at all. */
static long woke_alone(struct rlx_thread *self, struct rlx_object *queue, const struct call *call)
{
    leave_queue(queue, self->id);
    rlx_effect((uintptr_t)queue, 0);
    int may_time_out = self->timed && self->weak_used < RLX->config.weak_limit;
    int may_be_spurious = RLX->spurious_used < RLX->spurious_limit;
    int choice = rlx_choose(may_time_out + 2 * may_be_spurious);
    if (may_time_out && choice == 0) {
        time_out(self, call);
        return fails(ETIMEDOUT);
    }
    RLX->spurious_used++;
    return choice == may_time_out ? 0 : fails(EINTR);
}

static long sleeps(struct rlx_thread *self, struct rlx_object *queue, const struct call *call)
{
    self->writes++;
    queue->queue[queue->waiters++] = (uint8_t)self->id;
    rlx_effect((uintptr_t)queue, 0);
    self->timed = call->until != 0;
    rlx_begin(RLX_OP_FUTEX_SLEEP, call->pc);
    rlx_touch(self, queue, RLX_W);
    if (RLX->spurious_limit) /* one thread's spurious wakeup uses up what another could have */
        rlx_touch_at(self, (uintptr_t)&RLX->spurious_used, 0, RLX_W);
    RLX->slept = 1;
    rlx_point(self);
    return self->op.kind == RLX_OP_FUTEX_SLEEP ? woke_alone(self, queue, call) : 0;
}

static long futex_wait(const struct call *call)
{
    if (call->until) {
        rlx_read_quiet(call->until, sizeof *call->until, call->pc);
        if (call->until->tv_sec < 0 || call->until->tv_nsec < 0 || call->until->tv_nsec >= 1000000000)
            return fails(EINVAL);
    }
    struct rlx_thread *self = rlx_begin(RLX_OP_FUTEX_WAIT, call->pc);
    rlx_check_address(self, call->word, 4, 0, call->pc);
    struct rlx_object *queue = queue_of(call->word);
    /* Where any sleeper may be the one that is woken, the order in which they came is the same to all. */
    rlx_touch(self, queue, RLX->config.any_waiter ? RLX_ADD : RLX_W);
    rlx_touch_at(self, call->word, 4, RLX_R);
    rlx_reach(self, call->word);
    rlx_point(self);
    rlx_check_address(self, call->word, 4, 0, call->pc);
    if (rlx_is_watched(call->word))
        rlx_shadow_access(self, call->word, 4, RLX_ATOMIC_READ, call->pc);
    if (*(const volatile uint32_t *)call->word == call->value)
        return sleeps(self, queue, call);
    self->op.on[0] = self->op.on[1]; /* whether others sleep made no difference */
    self->op.touches = 1;
    self->op.weak = 2;
    rlx_spin_read(self, call->word, 4);
    return fails(EAGAIN);
}

/* Who is woken only returns from its call. */
static void wake_one(struct rlx_object *queue, int index)
{
    struct rlx_thread *sleeper = &RLX->thread[queue->queue[index]];
    leave_queue(queue, sleeper->id);
    rlx_rewrite(sleeper, RLX_OP_FUTEX_BACK, queue);
    sleeper->op.on[0] = (struct rlx_touch){returns_of(queue), 0, RLX_R};
}

static long futex_wake(const struct call *call)
{
    struct rlx_thread *self = rlx_begin(RLX_OP_FUTEX_WAKE, call->pc);
    struct rlx_object *queue = queue_of(call->word);
    rlx_touch(self, queue, RLX_W);
    rlx_touch_at(self, returns_of(queue), 0, RLX_W);
    rlx_point(self);
    if (!queue->waiters) {
        self->op.on[0].how = RLX_R;
        self->op.touches = 1;
        queue->lost = 1;
        queue->lost_thread = (int8_t)self->id;
        queue->lost_pc = call->pc;
        rlx_look_state(self, queue);
        return 0;
    }
    long woken = 0;
    for (; queue->waiters && (uint32_t)woken < call->value; woken++) {
        int some = call->value - (uint32_t)woken < queue->waiters;
        wake_one(queue, some && RLX->config.any_waiter ? rlx_choose(queue->waiters) : 0);
    }
    self->writes++;
    rlx_effect((uintptr_t)queue, 0);
    return woken;
}

_Noreturn static void refuse(const char *what, long number, uintptr_t pc)
{
    static char words[256];
    snprintf(
        words, sizeof words,
        "%s %ld, which is not modelled: FUTEX_WAIT, FUTEX_WAKE and their BITSET forms with all bits are. Use "
        "libc's function of the same meaning",
        what, number);
    rlx_unsupported("syscall", words, pc);
}

static long futex(const long *argument, uintptr_t pc)
{
    int operation = (int)argument[1], command = operation & FUTEX_CMD_MASK;
    struct call call = {.word = (uintptr_t)argument[0], .value = (uint32_t)argument[2], .pc = pc};
    if (call.word & 3)
        return fails(EINVAL);
    if ((command == FUTEX_WAIT_BITSET || command == FUTEX_WAKE_BITSET) &&
        (uint32_t)argument[5] != FUTEX_BITSET_MATCH_ANY)
        refuse("the futex operation", operation, pc);
    switch (command) {
    case FUTEX_WAIT:
    case FUTEX_WAIT_BITSET:
        call.until = (const struct timespec *)argument[3];
        call.relative = command == FUTEX_WAIT;
        return futex_wait(&call);
    case FUTEX_WAKE:
    case FUTEX_WAKE_BITSET:
        return (int32_t)call.value > 0 ? futex_wake(&call) : 0;
    default:
        refuse("the futex operation", operation, pc);
    }
}

long rlx_syscall(long number, ...)
{
    uintptr_t pc = RLX_CALLER;
    long argument[6];
    if (number != SYS_futex)
        refuse("it makes the raw system call", number, pc);
    va_list list;
    va_start(list, number); /* as libc's own does: it takes six, whatever came */
    for (int i = 0; i < 6; i++)
        argument[i] = va_arg(list, long);
    va_end(list);
    return futex(argument, pc);
}
