/* SPDX-License-Identifier: MIT */
/* ThreadSanitizer's options, all of them. */
#include "tsan.h"

void rl_tsan_add_env(const struct rl_program *program, struct rl_list *env)
{
    static const char options[] =
        "report_bugs=1"            /* not to be switched off */
        ":enable_annotations=0"    /* AnnotateIgnore… hide nothing */
        ":history_size=7"          /* with less, the other side of a race is forgotten */
        ":atexit_sleep_ms=0"       /* the default waits a second where a thread outlives main */
        ":symbolize=0"             /* racelab reads the debug information itself, faster */
        ":detect_deadlocks=1"      /* lock orders, as they are taken */
        ":second_deadlock_stack=1" /* where the lock that is held was taken */
        ":handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0" /* lab_signals.c
                                                                                           testifies */
        ":report_thread_leaks=0" /* lab_threads.c testifies them in every run, not only in those where they
                                    have ended */
        ":die_after_fork=0";     /* a child that starts threads is the program's affair */
    /* The first report is the proof; what runs on after it could undo it. */
    int halt = !program->request->keep_going;
    rl_list_addf(env, "TSAN_OPTIONS=halt_on_error=%d:%s:log_path='%s'", halt, options, program->log);
}
