/* SPDX-License-Identifier: MIT */
/* The AddressSanitizer and UndefinedBehaviorSanitizer observer: memory errors and undefined behaviour of one
 * run. */
#include "asan.h"
#include "canary.h"

#include <stdlib.h>
#include <string.h>

enum { EXIT_REPORTED = 66 };

static const struct rl_canary_set canaries, leak_canaries;

static void take(struct rl_program *program, const char *type, const json_t *line)
{
    if (strcmp(type, "asan") == 0)
        rl_asan_take_report(program, line);
    else if (strcmp(type, "ubsan") == 0)
        rl_ubsan_take_report(program, line);
    else
        program->forged = true;
}

/* Options for a run with or without LeakSanitizer. */
static void add_options(const struct rl_program *program, bool leaks, struct rl_list *env)
{
    static const char options[] =
        "exitcode=66:halt_on_error=1"
        ":symbolize=0"                     /* racelab reads the debug information itself, faster */
        ":stack_trace_format='RLFRAME %p'" /* for leaks, which come in print only */
        ":detect_stack_use_after_return=1" /* a thread that uses the frame of a function that has returned */
        ":allocator_may_return_null=1"     /* as without the sanitizer */
        ":handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0"; /* lab_signals.c
                                                                                            testifies */
    rl_list_addf(env, "ASAN_OPTIONS=%s:detect_leaks=%d:log_path='%s'", options, leaks, program->log);
    rl_list_addf(env, "UBSAN_OPTIONS=symbolize=0:halt_on_error=1:exitcode=66:log_path='%s'", program->log);
}

static bool leaks_can_be_seen(const struct rl_toolchain *toolchain)
{
    return rl_canaries_right(&leak_canaries, toolchain, false, NULL);
}

static void add_env(const struct rl_program *program, struct rl_list *env)
{
    add_options(program,
                program->request->is_lab && program->toolchain && leaks_can_be_seen(program->toolchain), env);
}

static void add_leak_env(const struct rl_program *program, struct rl_list *env)
{
    add_options(program, true, env);
}

static void set_status(struct rl_program *program, enum rl_run_status status, char *reason)
{
    program->out->status = status;
    free(program->out->reason);
    program->out->reason = reason;
}

/* The first line of the runtime's own complaint. NULL: it has none. */
static char *complaint(const char *log)
{
    const char *at = strstr(log, "CHECK failed");
    if (!at)
        at = strstr(log, "FATAL");
    return at ? rl_text_format("%.*s", (int)strcspn(at, "\n"), at) : NULL;
}

static void judge(struct rl_program *program, const struct rl_process_result *run)
{
    struct rl_observation *out = program->out;
    char *log = rl_program_read_log(program);
    if (out->status == RL_RUN_OK)
        rl_asan_take_leaks(program, log);
    bool silent = out->status == RL_RUN_OK && out->findings_len == 0;
    char *words = complaint(log), *why = NULL;
    if (silent &&
        (words || (run->end == RL_PROCESS_EXITED && run->exit_status == EXIT_REPORTED && !program->exited))) {
        if (!rl_canaries_right(&canaries, program->toolchain, true, &why))
            set_status(program, RL_RUN_INFRA, why);
        else
            set_status(program, RL_RUN_UNSUPPORTED,
                       rl_text_format("AddressSanitizer works here, but gave up on this program (%s)",
                                      words ? words : "it ended with status 66 and no report"));
    }
    if (out->status == RL_RUN_OK && !out->reason && program->request->is_lab &&
        !leaks_can_be_seen(program->toolchain))
        out->reason =
            rl_text_copy("memory leaks were not looked for: LeakSanitizer cannot run here (it needs ptrace)");
    free(words);
    free(log);
}

static const struct rl_program_kind kind = {
    .observer = "asan",
    .build = RL_BUILD_ASAN,
    .support = "librl_support_asan.a",
    .fixed_addresses = true,
    .catches_crashes = true,
    .forbids = rl_program_is_reserved,
    .add_env = add_env,
    .take = take,
    .judge = judge,
};

static const struct rl_program_kind leak_kind = {
    .build = RL_BUILD_ASAN,
    .support = "librl_support_asan.a",
    .fixed_addresses = true,
    .add_env = add_leak_env,
};

static const struct rl_canary_set canaries = {
    .kind = &kind,
    .canaries = {{"asan_clean", NULL}, {"asan_overflow", "\"type\":\"heap-buffer-overflow\""}},
    .report_sign = "\"t\":\"asan\"",
    .tool = "AddressSanitizer",
};

static const struct rl_canary_set leak_canaries = {
    .kind = &leak_kind,
    .canaries = {{"asan_leak", "Direct leak of "}},
    .report_sign = "\"t\":\"asan\"",
    .tool = "LeakSanitizer",
};

static bool available(const char *compiler, char **why)
{
    const struct rl_toolchain *toolchain = rl_toolchain_find(compiler, why);
    return toolchain && rl_canaries_right(&canaries, toolchain, false, why);
}

static void run(const struct rl_run_request *request, struct rl_observation *out)
{
    char *why = NULL;
    const struct rl_toolchain *toolchain = rl_toolchain_find(request->compiler, &why);
    if (toolchain && !rl_canaries_right(&canaries, toolchain, false, &why)) {
        rl_program_refuse("asan", why, out);
        return;
    }
    free(why);
    rl_program_observe(&kind, request, out);
}

const struct rl_observer rl_observer_asan = {
    .name = "asan",
    .summary = "memory errors and undefined behaviour of one real run (AddressSanitizer, "
               "UndefinedBehaviorSanitizer)",
    .available = available,
    .run = run,
};
