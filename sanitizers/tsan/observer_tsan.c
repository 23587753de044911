/* SPDX-License-Identifier: MIT */
/* The ThreadSanitizer observer: data races and lock-order inversions of the run that happened. */
#include "canary.h"
#include "tsan.h"

#include <stdlib.h>
#include <string.h>

enum { EXIT_REPORTED = 66 };

static const struct rl_canary_set canaries;

static void take(struct rl_program *program, const char *type, const json_t *line)
{
    if (strcmp(type, "report") == 0)
        rl_tsan_take_report(program, line);
    else
        program->forged = true;
}

static void set_status(struct rl_program *program, enum rl_run_status status, char *reason)
{
    program->out->status = status;
    free(program->out->reason);
    program->out->reason = reason;
}

/* One line, without the numbers of processes and threads, which differ from run to run. */
static char *plain_complaint(const char *line)
{
    size_t length = strcspn(line, "\n");
    char *words = rl_text_format("%.*s", (int)length, line);
    if (strstr(words, "deadlock_detector")) {
        free(words);
        return rl_text_copy("it cannot follow a thread that holds more than 64 locks at once");
    }
    static const char *const numbers[] = {" (tid=", " (pid="};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char *number = strstr(words, numbers[i]);
        if (number)
            *number = '\0';
    }
    return words;
}

/* The first line of the runtime's own complaint, without the process number. NULL: it has none. */
static char *complaint(const struct rl_program *program, const struct rl_process_result *run)
{
    char *log = rl_program_read_log(program);
    const char *texts[] = {log, run->output};
    char *found = NULL;
    for (size_t i = 0; i < 2 && !found; i++) {
        static const char *const signs[] = {"FATAL: ThreadSanitizer", "CHECK failed", "ThreadSanitizer: "};
        for (size_t j = 0; j < sizeof signs / sizeof *signs && !found; j++) {
            const char *at = strstr(texts[i], signs[j]);
            if (at)
                found = plain_complaint(at);
        }
    }
    free(log);
    return found;
}

/* Exit status 66 is also what the runtime gives when it cannot start, or gives up: it is not a report. */
static void judge(struct rl_program *program, const struct rl_process_result *run)
{
    struct rl_observation *out = program->out;
    if (out->status != RL_RUN_OK ||
        (out->findings_len > 0 && !rl_program_has_finding(program, RL_HAZARD_HANG)))
        return;
    char *words = complaint(program, run);
    bool odd =
        words || (run->end == RL_PROCESS_EXITED && run->exit_status == EXIT_REPORTED && !program->exited);
    char *why = NULL;
    if (!odd) {
        return;
    } else if (!rl_canaries_right(&canaries, program->toolchain, true, &why)) {
        set_status(program, RL_RUN_INFRA, why);
    } else {
        rl_observation_drop_findings(out);
        set_status(program, RL_RUN_UNSUPPORTED,
                   rl_text_format("ThreadSanitizer works here, but gave up on this program (%s)",
                                  words ? words : "it ended with status 66 and no report"));
    }
    free(words);
}

static const struct rl_program_kind kind = {
    .observer = "tsan",
    .build = RL_BUILD_TSAN,
    .support = "librl_support_tsan.a",
    .helper_threads = 1,
    .fixed_addresses = true,
    .catches_crashes = true,
    .forbids = rl_program_is_reserved,
    .add_env = rl_tsan_add_env,
    .take = take,
    .judge = judge,
};

static const struct rl_canary_set canaries = {
    .kind = &kind,
    .canaries = {{"tsan_clean", NULL}, {"tsan_racy", "\"type\":\"data-race\""}},
    .report_sign = "\"t\":\"report\"",
    .tool = "ThreadSanitizer",
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
        rl_program_refuse("tsan", why, out);
        return;
    }
    free(why);
    rl_program_observe(&kind, request, out);
}

const struct rl_observer rl_observer_tsan = {
    .name = "tsan",
    .summary = "data races and lock-order inversions of one real run (ThreadSanitizer)",
    .available = available,
    .run = run,
};
