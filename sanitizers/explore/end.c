/* SPDX-License-Identifier: MIT */
/* How an execution ends: exit, _exit, abort, assert, a fatal finding; and what exit runs first. */
#include <stdlib.h>
#include "internal.h"

#define HANDLERS 64
static struct {
    uint32_t generation;
    int count;
    void (*call[HANDLERS])(void);
} exit_list, quick_list;

/* Everything that is left to do for the others could still come before this. */
static void last_point(uintptr_t pc)
{
    rlx_begin(RLX_OP_EXIT, pc);
    rlx_point(RLX->current);
}

/* A finding that the program does not survive: this is where the execution ends. */
_Noreturn void rlx_fatal(void)
{
    struct rlx_thread *self = RLX->current;
    if (!self)
        rlx_die("the program failed before main", "run it under --under asan");
    if (self->dying)
        rlx_end_execution(RLX_END_FATAL);
    self->dying = 1;
    rlx_settle();
    last_point(self->op.pc);
    rlx_finish(RLX_END_FATAL);
}

static void run_handlers(int quick)
{
    int *count = quick ? &quick_list.count : &exit_list.count;
    uint32_t generation = quick ? quick_list.generation : exit_list.generation;
    if (generation != RLX->generation)
        return;
    while (*count > 0)
        (quick ? quick_list.call : exit_list.call)[--*count]();
}

_Noreturn void rlx_leave(int status, int how, uintptr_t pc)
{
    if (how == RLX_LEAVE_EXIT || how == RLX_LEAVE_RETURN)
        run_handlers(0);
    if (how == RLX_LEAVE_QUICK)
        run_handlers(1);
    last_point(pc);
    RLX->status = status & 255;
    uint64_t others = (RLX->alive | RLX->newborn) & ~RLX->daemons & ~(1ULL << rlx_self());
    if (how != RLX_LEAVE_RETURN && RLX->config.lab) /* what comes at its end was never checked */
        rlx_found_simple(RLX_HAZARD_UNFINISHED, "left-early", "the program ends before main has returned",
                         pc);
    else if (how == RLX_LEAVE_RETURN && others && RLX->config.lab)
        rlx_found_simple(RLX_HAZARD_UNFINISHED, 0,
                         "main returns, and the program ends, while another thread is still at work", pc);
    else if (!others && !rlx_rcu_pending()) /* what waits to be freed is not lost */
        rlx_heap_leaks();
    rlx_finish(RLX_END_EXIT);
}

_Noreturn void rlx_exit(int status)
{
    rlx_leave(status, RLX_LEAVE_EXIT, RLX_CALLER);
}

_Noreturn void rlx__exit(int status)
{
    rlx_leave(status, RLX_LEAVE_NOW, RLX_CALLER);
}

_Noreturn void rlx__Exit(int status)
{
    rlx_leave(status, RLX_LEAVE_NOW, RLX_CALLER);
}

_Noreturn void rlx_quick_exit(int status)
{
    rlx_leave(status, RLX_LEAVE_QUICK, RLX_CALLER);
}

_Noreturn void rlx_abort(void)
{
    rlx_found_simple(RLX_HAZARD_CRASH, "abort", "the program called abort", RLX_CALLER);
    rlx_fatal();
}

_Noreturn void rlx___assert_fail(const char *text, const char *file, unsigned line, const char *function)
{
    (void)file, (void)line, (void)function;
    rlx_found_simple(RLX_HAZARD_ASSERTION, "assert", text, RLX_CALLER);
    rlx_fatal();
}

int rlx_atexit(void (*call)(void))
{
    if (exit_list.generation != RLX->generation)
        exit_list.count = 0;
    exit_list.generation = RLX->generation;
    if (exit_list.count == HANDLERS)
        return 1;
    exit_list.call[exit_list.count++] = call;
    return 0;
}

int rlx_at_quick_exit(void (*call)(void))
{
    if (quick_list.generation != RLX->generation)
        quick_list.count = 0;
    quick_list.generation = RLX->generation;
    if (quick_list.count == HANDLERS)
        return 1;
    quick_list.call[quick_list.count++] = call;
    return 0;
}

_Noreturn void rlx_misuse(const char *detail, const char *note, uintptr_t pc)
{
    rlx_found_simple(RLX_HAZARD_MISUSE, detail, note, pc);
    rlx_fatal();
}

_Noreturn void rlx_undefined(const char *detail, const char *note, uintptr_t pc)
{
    rlx_found_simple(RLX_HAZARD_UNDEFINED_BEHAVIOUR, detail, note, pc);
    rlx_fatal();
}

_Noreturn void rlx_misuse_object(const char *detail, const char *note, uintptr_t pc,
                                 const struct rlx_object *object)
{
    if (object->dead == 2) /* its memory was freed: that is what it is called */
        rlx_check_address(RLX->current, object->addr, 1, 0, pc);
    struct rlx_found found = {.hazard = RLX_HAZARD_MISUSE,
                              .detail = detail,
                              .note = note,
                              .object = object->addr,
                              .object_type = rlx_type_name(object->type)};
    rlx_found_side(&found, rlx_self(), "misused here", pc, 0, 1);
    if (object->owner >= 0 && object->owner != rlx_self())
        rlx_found_side(&found, object->owner, "taken here", object->pc, object->frame, 0);
    rlx_found(&found);
    rlx_fatal();
}

/* Was nobody kept from going on who could? The reduction leaves out who would only repeat what has been seen,
 * and the others may wait for it for ever. */
static int was_fair(void)
{
    return !RLX->withheld && (RLX->mode != RLX_DPOR || !(RLX->sleep_now & RLX->alive));
}

/* In a lab, at small scale, that is never the program's size: it does not end. (Trials, to shorten a
 * schedule, say, prove nothing.) */
_Noreturn void rlx_too_long(void)
{
    int replays = RLX->mode == RLX_REPLAY;
    if (replays && RLX->config.strategy != RLX_REPLAY && !RLX->tells_endless)
        rlx_end_execution(RLX_END_STEPS);
    rlx_incomplete("an execution did not end within the limit of steps");
    if (RLX->config.lab && replays)
        rlx_report_endless(RLX->current->op.pc);
    RLX->endless = RLX->config.lab && was_fair();
    rlx_end_execution(RLX_END_STEPS);
}
