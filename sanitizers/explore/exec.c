/* SPDX-License-Identifier: MIT */
/* One execution: everything is put back to its beginning, main is started, and the controller gets control
 * again at its end. */
#include <asm/prctl.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "internal.h"

unsigned char rlx_has_wrfsbase;
extern int rlx_main(int argc, char **argv, char **envp);

void rlx_set_fs(uintptr_t fs)
{
    if (rlx_has_wrfsbase)
        __asm__ volatile("wrfsbase %0" ::"r"(fs) : "memory");
    else
        syscall(SYS_arch_prctl, ARCH_SET_FS, fs);
}

uintptr_t rlx_get_fs(void)
{
    uintptr_t fs;
    __asm__ volatile("movq %%fs:0, %0" : "=r"(fs));
    return fs;
}

void rlx_find_wrfsbase(void)
{
    rlx_has_wrfsbase = (getauxval(AT_HWCAP2) & 2) != 0;
}

static void *call_main(void *unused)
{
    (void)unused;
    static char *no_environment[1];
    /* On the thread's own stack, as in a real process, and so at addresses that are always the same. */
    char **argv = __builtin_alloca(sizeof *argv * ((size_t)rlx_argc + 1));
    const char *slash = rlx_argc ? strrchr(rlx_argv[0], '/') : 0;
    if (slash) /* the folder has another name each time */
        rlx_argv[0] += slash + 1 - rlx_argv[0];
    for (int i = 0; i < rlx_argc; i++)
        argv[i] = strcpy(__builtin_alloca(strlen(rlx_argv[i]) + 1), rlx_argv[i]);
    argv[rlx_argc] = 0;
    int status = rlx_main(rlx_argc, argv, no_environment);
    rlx_leave(status, RLX_LEAVE_RETURN, RLX_CALLER);
}

static void reset(void)
{
    RLX->generation++;
    RLX->threads = 0;
    RLX->daemons = 0;
    RLX->live = 0;
    RLX->steps = RLX->turns = 0;
    RLX->others_first = 0;
    RLX->turn_ends = 0;
    RLX->effects = RLX->net = RLX->readers = 0;
    RLX->end = RLX_END_NONE;
    RLX->depth = 0;
    RLX->position = 0;
    RLX->deviations = 0;
    RLX->dropped = 0;
    RLX->wanted_next = 0;
    RLX->spurious_used = 0;
    RLX->trace_hash = 1;
    RLX->records = 1;
    RLX->unconditional = 0;
    rlx_deps_reset();
    rlx_heap_reset();
    rlx_objects_reset();
    rlx_lab_reset();
}

void rlx_execute(void)
{
    rlx_snapshot_restore();
    reset();
    RLX->controller_fs = rlx_get_fs();
    struct rlx_thread *first = rlx_thread_make(call_main, 0, 0);
    RLX->current = first;
    rlx_switch(&RLX->controller_sp, first->sp, first->fs);
    RLX->current = 0;
    if (RLX->threads > RLX->most_threads)
        RLX->most_threads = RLX->threads;
}

/* Called on a logical thread's stack, or from a signal handler's replacement context. */
_Noreturn void rlx_end_execution(int why)
{
    RLX->end = (uint8_t)why;
    RLX->current = 0;
    rlx_jump(RLX->controller_sp, RLX->controller_fs);
}
