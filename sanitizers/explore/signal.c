/* SPDX-License-Identifier: MIT */
/* Signals: a crash of the program becomes a finding; a clock of processor time ends an execution that reaches
 * no hook. */

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <ucontext.h>
#include "internal.h"

/* Seconds of processor time without a visible operation after which a thread is said to hang: where it does
 * not even reach a hook, and where it works on memory of its own. */
#define QUIET_SECONDS 2
#define BUSY_SECONDS  8

static uint64_t steps_seen, accesses_seen;
static int ticks;
static int ticks_hung; /* of all executions that were ended by the clock */

static const char *name(int signal, const siginfo_t *info)
{
    switch (signal) {
    case SIGSEGV:
    case SIGBUS:
        return info->si_code != SI_KERNEL && (uintptr_t)info->si_addr < 65536 ? "null-pointer"
                                                                              : "bad-pointer";
    case SIGFPE:
        return "division-by-zero";
    case SIGABRT:
        return "abort";
    default:
        return "illegal-instruction";
    }
}

static struct {
    int signal;
    const char *detail;
    uintptr_t pc, addr;
} crash;

/* Runs on the logical thread's stack, in place of the instruction that failed. */
static void after_crash(void)
{
    struct rlx_thread *self = RLX->current;
    rlx_settle();
    self->op.pc = crash.pc;
    if (crash.signal == SIGILL) {
        rlx_found_simple(RLX_HAZARD_OUT_OF_BOUNDS, "index", "an index lies outside of its array", crash.pc);
    } else {
        int overflow = crash.addr - (RLX_STACKS + (uintptr_t)self->id * RLX_STACK_EACH) < 65536;
        rlx_found_object(
            RLX_HAZARD_CRASH, overflow ? "stack-overflow" : crash.detail,
            overflow ? "the thread's stack is used up: recursion without end, or a very large local array"
                     : 0,
            crash.pc, crash.signal == SIGSEGV && !overflow ? crash.addr : 0, 0);
    }
    if (self->depth > 4096)
        self->depth = 4096;
    rlx_fatal();
}

/* The interrupted context goes on in `function`, on the thread's own stack, or, where that is used up, at its
 * top. */
static void divert(ucontext_t *context, void (*function)(void))
{
    struct rlx_thread *self = RLX->current;
    uintptr_t bottom = RLX_STACKS + (uintptr_t)self->id * RLX_STACK_EACH;
    uintptr_t sp = (uintptr_t)context->uc_mcontext.gregs[REG_RSP] - 256;
    if (sp - bottom < 131072 || sp - bottom > RLX_STACK_EACH)
        sp = bottom + RLX_STACK_EACH - 4096;
    self->low = bottom + 4096;
    sp = (sp & ~15UL) - 8;
    context->uc_mcontext.gregs[REG_RSP] = (greg_t)sp;
    context->uc_mcontext.gregs[REG_RIP] = (greg_t)(uintptr_t)function;
}

static void on_crash(int signal, siginfo_t *info, void *vector)
{
    ucontext_t *context = vector;
    struct rlx_thread *self = RLX->current;
    uintptr_t pc = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
    if (!self || self->dying)
        rlx_die("the explorer's runtime crashed", "report this with the program that it explored");
    crash.signal = signal;
    crash.detail = name(signal, info);
    crash.pc = pc + 1; /* as a return address: the place is found before it */
    crash.addr = (uintptr_t)info->si_addr;
    divert(context, after_crash);
}

/* The function in which it stays: where in it the clock met the thread is luck. */
static uintptr_t hanging_function(struct rlx_thread *self, uintptr_t pc)
{
    uint32_t depth = self->shallowest;
    if (!depth || depth > self->depth || depth > RLX_FRAMES_EACH / sizeof(struct rlx_frame))
        return pc;
    self->depth = depth;
    return self->frames[depth - 1].entry;
}

static void after_hang(void)
{
    struct rlx_thread *self = RLX->current;
    crash.pc = hanging_function(self, crash.pc);
    rlx_settle();
    self->op.pc = crash.pc;
    rlx_found_simple(RLX_HAZARD_HANG, "no-operation",
                     "the thread runs without end and does nothing that another could see", crash.pc);
    rlx_incomplete("an execution did not end: a thread ran on without an operation that another could see");
    /* The search ends itself, after the same executions each time, before whoever watches its time ends it.
     */
    RLX->stop = ticks_hung >= BUSY_SECONDS * 10;
    self->dying = 1;
    rlx_end_execution(RLX_END_CPU);
}

static void on_clock(int signal, siginfo_t *info, void *vector)
{
    (void)signal, (void)info;
    ucontext_t *context = vector;
    struct rlx_thread *self = RLX->current;
    uint64_t now = (uint64_t)RLX->generation << 32 | (RLX->steps - RLX->turns);
    RLX->tick = 1;
    if (!self || now != steps_seen) {
        steps_seen = now;
        ticks = 0;
        if (self)
            self->shallowest = self->depth;
        return;
    }
    uintptr_t pc = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
    uintptr_t sp = (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
    uint64_t accesses = (uint64_t)self->quiet + self->writes;
    if (!ticks)
        accesses_seen = accesses;
    if (++ticks < (accesses == accesses_seen ? QUIET_SECONDS : BUSY_SECONDS) * 10)
        return;
    ticks_hung += ticks;
    ticks = 0;
    if (sp - RLX_STACKS >= RLX_DONORS - RLX_STACKS)
        return;
    crash.pc = accesses != accesses_seen ? self->access_pc : self->depth ? pc + 1 : pc;
    divert(context, after_hang);
}

void rlx_signals(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP};
    stack_t stack = {.ss_sp = rlx_misc_alloc(65536), .ss_size = 65536};
    sigaltstack(&stack, 0);
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    sigemptyset(&action.sa_mask);
    action.sa_sigaction = on_crash;
    for (unsigned i = 0; i < sizeof crashes / sizeof crashes[0]; i++)
        sigaction(crashes[i], &action, 0);
    action.sa_sigaction = on_clock;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
    sigaction(SIGPROF, &action, 0);
    struct itimerval every = {{0, 100000}, {0, 100000}};
    setitimer(ITIMER_PROF, &every, 0);
}
