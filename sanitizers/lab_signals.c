/* SPDX-License-Identifier: MIT */
/* Inside an observed program: where it stood when a signal ended it, or when the watchdog asked its threads.
 * Compiled without instrumentation; handlers are installed by system call, so that no sanitizer delays them.
 */
#define _GNU_SOURCE
#include "evidence_line.h"
#include "process.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <unwind.h>

enum { FRAMES_MOST = 48, ALTERNATE_STACK = 64 * 1024 };

/* What the kernel takes; libc's struct sigaction differs. */
struct kernel_action {
    void (*handler)(int signal, siginfo_t *info, void *context);
    unsigned long flags;
    void (*restorer)(void);
    unsigned long mask;
};

#define KERNEL_RESTORER 0x04000000UL

/* Unwinders know a signal's frame by these very bytes. */
__attribute__((visibility("hidden"))) void rl_runtime_restore(void);
__asm__(".text\n"
        ".balign 16\n"
        "nop\n"
        "rl_runtime_restore:\n"
        "  movq $15, %rax\n"
        "  syscall\n");

struct walk {
    void *frames[FRAMES_MOST];
    size_t count;
    bool beyond_signal;
};

static _Unwind_Reason_Code step(struct _Unwind_Context *context, void *argument)
{
    struct walk *walk = argument;
    int exact = 0;
    uintptr_t pc = _Unwind_GetIPInfo(context, &exact);
    /* Frames of the handler itself come first; the interrupted one has an exact address. */
    if (exact)
        walk->beyond_signal = true;
    if (walk->beyond_signal && pc) {
        /* Readers subtract 1 from every address, as if it were a return address. */
        walk->frames[walk->count++] = (void *)(pc + (exact ? 1 : 0));
    }
    return walk->count < FRAMES_MOST ? _URC_NO_REASON : _URC_END_OF_STACK;
}

static void testify(const char *type, int signal)
{
    struct walk walk;
    memset(&walk, 0, sizeof walk);
    _Unwind_Backtrace(step, &walk);
    struct rl_line line;
    rl_line_begin(&line, type);
    rl_line_number(&line, "signal", signal);
    rl_line_number(&line, "main", syscall(SYS_gettid) == syscall(SYS_getpid));
    rl_line_stack(&line, "stack", walk.frames, walk.count);
    rl_line_write(&line);
}

static void set_action(int signal, void (*handler)(int, siginfo_t *, void *), unsigned long flags)
{
    struct kernel_action action = {handler, flags | KERNEL_RESTORER, rl_runtime_restore, 0};
    syscall(SYS_rt_sigaction, signal, &action, NULL, sizeof action.mask);
}

/* Testifies, and lets the signal end the program as it would have. */
static void on_crash(int signal, siginfo_t *info, void *context)
{
    (void)info;
    (void)context;
    set_action(signal, NULL, 0);
    testify(signal == SIGXCPU ? "stand" : "crash", signal);
    syscall(SYS_tgkill, syscall(SYS_getpid), syscall(SYS_gettid), signal);
}

static void on_dump(int signal, siginfo_t *info, void *context)
{
    (void)info;
    (void)context;
    testify("stand", signal);
}

__attribute__((visibility("hidden"))) void rl_runtime_catch_signals(bool crashes_too);
void rl_runtime_catch_signals(bool crashes_too)
{
    /* For the main thread, whose stack may be what is used up. */
    static char alternate[ALTERNATE_STACK];
    if (crashes_too) {
        stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
        syscall(SYS_sigaltstack, &stack, NULL);
        static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
        for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
            set_action(crashes[i], on_crash, SA_SIGINFO | SA_ONSTACK | SA_NODEFER);
    }
    set_action(SIGABRT, on_crash, SA_SIGINFO | SA_NODEFER);
    set_action(SIGXCPU, on_crash, SA_SIGINFO | SA_NODEFER);
    set_action(RL_PROCESS_DUMP_SIGNAL, on_dump, SA_SIGINFO | SA_RESTART);
}
