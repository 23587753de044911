/* SPDX-License-Identifier: MIT */
/* Runs a built program inside limits, reads its evidence, and says how it ended. */
#define _GNU_SOURCE
#include "program.h"
#include "explore/front/symbols.h"
#include "program_build.h"
#include "program_killed.h"
#include "toolchain_words.h"
#include "workdir.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>

enum { WALL_MS = 20000, PROCESSES_MOST = 1024, STALL_MS = 1000, EVIDENCE_CAP = 1024 * 1024 };
static const size_t memory_limit = (size_t)512 << 20;
static const size_t file_limit = (size_t)64 << 20;

bool rl_program_has_finding(const struct rl_program *program, enum rl_hazard hazard)
{
    for (size_t i = 0; i < program->out->findings_len; i++) {
        if (program->out->findings[i].hazard == hazard)
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------------------------------------ evidence
 */

static void take_outcome(struct rl_program *program, const json_t *line)
{
    struct rl_observation *out = program->out;
    const char *text = rl_json_text(line, "text");
    out->outcomes = rl_grow(out->outcomes, (out->outcomes_len + 1) * sizeof *out->outcomes);
    out->outcomes[out->outcomes_len++] =
        (struct rl_outcome){.text = rl_text_showable(text, strlen(text)), .count = 1};
}

/* clang gives "void check(int)" where gcc gives "check". NULL: there is no name. */
static char *plain_function(const char *signature)
{
    size_t length = strcspn(signature, "("), begin = length;
    while (begin > 0 && signature[begin - 1] != ' ' && signature[begin - 1] != '*')
        begin--;
    return length > begin ? rl_text_format("%.*s", (int)(length - begin), signature + begin) : NULL;
}

static void take_assertion(struct rl_program *program, const char *type, const json_t *line)
{
    bool lab = strcmp(type, "always") == 0;
    struct rl_finding *finding =
        rl_finding_add(program->out, RL_HAZARD_ASSERTION, lab ? "lab_always" : "assert");
    struct rl_side *side = rl_finding_add_side(finding);
    char *function = plain_function(rl_json_text(line, "function"));
    rl_side_set_place(side, &program->names, rl_json_text(line, "file"), (int)rl_json_number(line, "line"),
                      function);
    free(function);
    side->what = rl_text_format("checks: %s", rl_json_text(line, "message"));
    char *place = rl_place_words(&side->place);
    finding->words =
        rl_text_format(lab ? "What must always hold did not hold: %s. It is checked at %s. The program went "
                             "on from a state that should not exist; look for who else changes what is "
                             "checked there."
                           : "The assertion `%s` at %s failed. Look for who else changes what it speaks of, "
                             "between the moment it was set up and this check.",
                       rl_json_text(line, "message"), place);
    free(place);
}

static void take_sometimes(struct rl_program *program, const json_t *line)
{
    struct rl_observation *out = program->out;
    const char *message = rl_json_text(line, "message");
    int number = (int)rl_json_number(line, "line"), seen = (int)rl_json_number(line, "seen");
    for (size_t i = 0; i < out->demands_len; i++) {
        if (out->demands[i].place.line == number && strcmp(out->demands[i].name, message) == 0) {
            out->demands[i].seen |= seen;
            return;
        }
    }
    out->demands = rl_grow(out->demands, (out->demands_len + 1) * sizeof *out->demands);
    struct rl_demand *demand = &out->demands[out->demands_len++];
    *demand = (struct rl_demand){.kind = RL_DEMAND_SOMETIMES, .name = rl_text_copy(message), .seen = seen};
    demand->place.file =
        rl_text_copy(rl_toolchain_display_name(program->names.sources, rl_json_text(line, "file")));
    demand->place.line = number;
}

static void take_unjoined(struct rl_program *program, const json_t *line)
{
    if (!program->request->is_lab)
        return;
    struct rl_finding *finding = rl_finding_add(program->out, RL_HAZARD_UNFINISHED, "thread-not-joined");
    struct rl_side *side = rl_finding_add_side(finding);
    side->what = rl_text_copy("starts a thread");
    rl_side_set_stack(side, &program->names, json_object_get(line, "stack"));
    char *place = rl_place_words(&side->place);
    finding->words =
        rl_text_format("A thread is started at %s and never joined: main returned without knowing whether "
                       "its work was done. Join every thread before its result is used.",
                       place);
    free(place);
}

static void take_line(struct rl_program *program, const json_t *line)
{
    const char *type = rl_json_text(line, "t");
    if (strcmp(rl_json_text(line, "k"), program->token) != 0)
        program->forged = true;
    else if (strcmp(type, "outcome") == 0)
        take_outcome(program, line);
    else if (strcmp(type, "always") == 0 || strcmp(type, "assert") == 0)
        take_assertion(program, type, line);
    else if (strcmp(type, "sometimes") == 0)
        take_sometimes(program, line);
    else if (strcmp(type, "unjoined") == 0)
        take_unjoined(program, line);
    else if (strcmp(type, "stand") == 0)
        json_array_append(program->stands, (json_t *)line);
    else if (strcmp(type, "crash") == 0) {
        if (!program->crash) /* two threads can fail at the same time */
            program->crash = json_incref((json_t *)line);
    } else if (strcmp(type, "end") == 0) {
        program->exited = true;
        program->returned |= strcmp(rl_json_text(line, "how"), "return") == 0;
    } else if (program->kind->take)
        program->kind->take(program, type, line);
}

static void take_evidence(struct rl_program *program, char *evidence)
{
    for (char *begin = evidence, *end; *begin; begin = end) {
        end = begin + strcspn(begin, "\n");
        json_t *line = json_loadb(begin, (size_t)(end - begin), 0, NULL);
        /* A last line may be cut off where the program was ended. */
        if (line)
            take_line(program, line);
        else if (*end)
            program->forged = true;
        json_decref(line);
        end += *end == '\n';
    }
}

/* --------------------------------------------------------------------------------------------- how it ended
 */

static void add_stands(struct rl_program *program, struct rl_finding *finding)
{
    size_t index;
    json_t *stand;
    json_array_foreach(program->stands, index, stand)
    {
        struct rl_side *side = rl_finding_add_side(finding);
        side->thread = rl_text_copy(rl_json_number(stand, "main") ? "main" : "another thread");
        side->what = rl_text_copy("stands here");
        rl_side_set_stack(side, &program->names, json_object_get(stand, "stack"));
        if (!side->place.file) {
            free(side->thread);
            free(side->what);
            finding->sides_len--;
        }
    }
    rl_finding_sort_sides(finding);
}

/* "main stands at a.c:3 (in f), another thread at a.c:9 (in g)" */
static char *words_of_stands(const struct rl_finding *finding)
{
    struct rl_text words = RL_TEXT_INIT;
    for (size_t i = 0; i < finding->sides_len; i++) {
        char *place = rl_place_words(&finding->sides[i].place);
        rl_text_addf(&words, "%s%s stands at %s", i ? ", " : " In the end ", finding->sides[i].thread, place);
        free(place);
    }
    if (finding->sides_len)
        rl_text_add(&words, ".");
    return rl_text_take(&words);
}

static void add_hang(struct rl_program *program, enum rl_process_end end)
{
    const char *detail = end == RL_PROCESS_STALLED ? "all-threads-wait"
                         : end == RL_PROCESS_CPU   ? "busy"
                                                   : "no-end";
    struct rl_finding *finding = rl_finding_add(program->out, RL_HAZARD_HANG, detail);
    add_stands(program, finding);
    char *stands = words_of_stands(finding);
    const char *how = end == RL_PROCESS_STALLED
                          ? "Every thread of the program waits for another one, and none is left that could "
                            "wake one of them: a "
                            "deadlock, or a wakeup that came before the wait. The watchdog ended it."
                      : end == RL_PROCESS_CPU ? "The program keeps a processor busy and does not end: some "
                                                "loop waits for a change that does not come, "
                                                "or that the loop does not see. The watchdog ended it."
                                              : "The program did not end within its time: something in it "
                                                "waits for what does not happen. The watchdog "
                                                "ended it.";
    finding->words = rl_text_format("%s%s", how, stands);
    free(stands);
}

static void add_crash(struct rl_program *program, int signal)
{
    const char *name = sigabbrev_np(signal);
    char *detail = rl_text_format("SIG%s", name ? name : "UNKNOWN");
    struct rl_finding *finding = rl_finding_add(program->out, RL_HAZARD_CRASH, detail);
    struct rl_side *side = rl_finding_add_side(finding);
    side->what = rl_text_format("is ended by %s", detail);
    if (program->crash) {
        side->thread = rl_text_copy(rl_json_number(program->crash, "main") ? "main" : "another thread");
        rl_side_set_stack(side, &program->names, json_object_get(program->crash, "stack"));
    }
    char *place = rl_place_words(&side->place);
    const char *meaning =
        signal == SIGSEGV || signal == SIGBUS
            ? "it used an address where there is no memory: a null, freed or wrong pointer, or a stack "
              "that is used up"
        : signal == SIGFPE  ? "an integer was divided by zero"
        : signal == SIGABRT ? "something in it called abort, as libc does when its memory is corrupted"
                            : "nobody in it caught the signal";
    finding->words = rl_text_format("The signal %s ended the program at %s: %s.", detail, place, meaning);
    free(place);
    free(detail);
}

static void set_status(struct rl_program *program, enum rl_run_status status, const char *reason)
{
    program->out->status = status;
    free(program->out->reason);
    program->out->reason = rl_text_copy(reason);
}

static void conclude(struct rl_program *program, const struct rl_process_result *run)
{
    switch (run->end) {
    case RL_PROCESS_EXITED:
        break;
    case RL_PROCESS_SIGNALLED:
        if (run->signal == SIGSYS && rl_sandbox_used())
            set_status(program, RL_RUN_REJECTED, RL_SANDBOX_REFUSED);
        else if (!rl_program_has_finding(program, RL_HAZARD_ASSERTION))
            add_crash(program, run->signal);
        break;
    case RL_PROCESS_CPU:
    case RL_PROCESS_WALL:
    case RL_PROCESS_STALLED:
        add_hang(program, run->end);
        break;
    case RL_PROCESS_OUTPUT:
        set_status(program, RL_RUN_LIMIT, "output: the program printed without end and was stopped");
        break;
    case RL_PROCESS_EVIDENCE:
        set_status(program, RL_RUN_LIMIT,
                   "output: the program gave too many results (lab_outcome) and was stopped");
        break;
    case RL_PROCESS_MEMORY:
        set_status(program, RL_RUN_LIMIT, "memory: the program used too much and was stopped");
        break;
    case RL_PROCESS_STOPPED:
    case RL_PROCESS_INTERRUPTED:
        set_status(program, RL_RUN_LIMIT, "stopped: the run was interrupted");
        break;
    case RL_PROCESS_UNWATCHED:
        set_status(program, RL_RUN_REJECTED, "the program killed the process that watches over it");
        break;
    case RL_PROCESS_STARVED:
        set_status(program, RL_RUN_INFRA,
                   "the machine is too busy to run the program: try again when it is idle");
        break;
    case RL_PROCESS_NOT_STARTED:
        set_status(program, RL_RUN_INFRA, run->error);
        break;
    }
}

/* --------------------------------------------------------------------------------------------------- the run
 */

static void make_token(char token[33])
{
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        memset(bytes, 7, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(token + 2 * i, 3, "%02x", bytes[i]);
}

static void make_env(const struct rl_program *program, struct rl_list *env)
{
    bool small = program->request->scale == RL_SCALE_SMALL;
    rl_list_add(env, "PATH=/usr/bin:/bin");
    rl_list_add(env, "LC_ALL=C");
    rl_list_addf(env, "HOME=%s", program->run_dir);
    rl_list_addf(env, "TMPDIR=%s", program->run_dir);
    rl_list_addf(env, "RACELAB_TOKEN=%s", program->token);
    rl_list_addf(env, "RACELAB_SCALE=%s", small ? "small" : "large");
    rl_list_addf(env, "RACELAB_SCALE_STEP=%d", program->request->scale_step);
    rl_list_addf(env, "RACELAB_CRASHES=%d", program->kind->catches_crashes);
    if (program->kind->add_env)
        program->kind->add_env(program, env);
}

/* RLIMIT_NPROC counts all processes of the user, not only the program's. */
static unsigned process_limit(void)
{
    struct sysinfo info;
    return sysinfo(&info) == 0 ? info.procs + PROCESSES_MOST : 0;
}

static bool forward_progress(void *ctx)
{
    const struct rl_run_request *request = ((struct rl_program *)ctx)->request;
    return request->progress(request->ctx, 0, 1);
}

/* What the program, or a sanitizer in it, says of its files is the same on every machine. */
static char *clean_output(const struct rl_program *program, const struct rl_process_result *run)
{
    const struct rl_toolchain_command paths = {.sources = program->request->sources,
                                               .include_dirs = program->request->include_dirs,
                                               .work_dir = program->request->work_dir};
    char *showable = rl_text_showable(run->output, run->output_len);
    char *clean = rl_words_without_paths(showable, &paths);
    free(showable);
    return clean;
}

/* In a lab main states what must hold after the joins: leaving by exit goes round that, and leaving without a
 * word
 * (_exit) as well. */
static void add_early_end(struct rl_program *program, const struct rl_process_result *run)
{
    struct rl_observation *out = program->out;
    if (!program->request->is_lab || program->returned || run->end != RL_PROCESS_EXITED ||
        out->status != RL_RUN_OK || out->findings_len > 0)
        return;
    struct rl_finding *finding = rl_finding_add(out, RL_HAZARD_UNFINISHED, "left-early");
    finding->words =
        rl_text_copy("The program ended before main returned, so what main checks at its end was never "
                     "checked. Look for a call of exit, _exit or quick_exit, and let main return.");
}

/* Nothing of an earlier run is left. */
static void clear_folders(void *ctx)
{
    const struct rl_program *program = ctx;
    char *log_dir = rl_text_format("%s/log", program->request->work_dir);
    rl_workdir_clear(program->run_dir);
    rl_workdir_clear(log_dir);
    free(log_dir);
}

static void run_built(struct rl_program *program)
{
    const struct rl_run_request *request = program->request;
    struct rl_list argv = RL_LIST_INIT, env = RL_LIST_INIT;
    rl_list_add(&argv, program->path);
    rl_list_add_all(&argv, request->args);
    make_env(program, &env);
    unsigned wall = request->wall_ms ? request->wall_ms : WALL_MS;
    char *log_dir = rl_text_format("%s/log", request->work_dir);
    const struct rl_sandbox_box box = {.traces = program->kind->build == RL_BUILD_ASAN,
                                       .folder = request->work_dir,
                                       .scratch = program->run_dir,
                                       .log = log_dir};
    struct rl_process_request process = {
        .argv = (const char *const *)argv.items,
        .env = (const char *const *)env.items,
        .box = &box,
        .cwd = program->run_dir,
        .cpu_ms = request->cpu_ms ? request->cpu_ms : wall / 4,
        .wall_ms = wall,
        .stall_ms = STALL_MS,
        .helper_threads = program->kind->helper_threads,
        .fixed_addresses = program->kind->fixed_addresses,
        .dump_stacks = true,
        .output_cap = request->output_cap,
        .evidence_cap = EVIDENCE_CAP,
        .memory_limit = memory_limit,
        .file_limit = file_limit,
        .process_limit = process_limit(),
        .progress = request->progress ? forward_progress : NULL,
        .ctx = program,
    };
    struct rl_process_result run;
    rl_program_run(&process, clear_folders, program, &run);
    program->out->run_seconds = run.wall_seconds;
    program->out->exit_status = run.exit_status;
    program->out->signal = run.signal;
    program->out->output = clean_output(program, &run);
    program->out->output_truncated = run.output_truncated;
    take_evidence(program, run.evidence);
    conclude(program, &run);
    if (program->forged)
        set_status(program, RL_RUN_REJECTED, "the program wrote to the channel on which racelab watches it");
    if (program->kind->judge)
        program->kind->judge(program, &run);
    add_early_end(program, &run);
    program->out->reached_end = program->returned || (program->exited && !request->is_lab);
    rl_process_result_free(&run);
    rl_list_free(&argv);
    rl_list_free(&env);
    free(log_dir);
}

void rl_program_refuse(const char *observer, char *why, struct rl_observation *out)
{
    *out = (struct rl_observation){.observer = observer,
                                   .status = rl_interrupted ? RL_RUN_LIMIT : RL_RUN_INFRA,
                                   .reason = why,
                                   .exit_status = -1};
}

static bool make_folders(struct rl_program *program)
{
    const char *work_dir = program->request->work_dir;
    program->run_dir = rl_text_format("%s/run", work_dir);
    char *log_dir = rl_text_format("%s/log", work_dir);
    program->log = rl_text_format("%s/log", log_dir);
    clear_folders(program);
    bool made = (mkdir(program->run_dir, 0700) == 0 || errno == EEXIST) &&
                (mkdir(log_dir, 0700) == 0 || errno == EEXIST);
    if (!made) {
        char *reason =
            rl_text_format("cannot make a folder to run the program in: %s; set TMPDIR to a directory with "
                           "room that can be written to",
                           strerror(errno));
        set_status(program, RL_RUN_INFRA, reason);
        free(reason);
    }
    free(log_dir);
    return made;
}

void rl_program_observe(const struct rl_program_kind *kind, const struct rl_run_request *request,
                        struct rl_observation *out)
{
    *out = (struct rl_observation){
        .observer = kind->observer, .status = RL_RUN_OK, .exit_status = -1, .executions = 1};
    struct rl_program program = {.kind = kind,
                                 .request = request,
                                 .out = out,
                                 .names = {.sources = request->sources},
                                 .stands = json_array()};
    char *why = NULL;
    program.toolchain = rl_toolchain_find(request->compiler, &why);
    if (!program.toolchain) {
        set_status(&program, rl_interrupted ? RL_RUN_LIMIT : RL_RUN_INFRA, why);
    } else if (make_folders(&program) && rl_program_build(&program)) {
        program.names.symbols = rl_symbols_open(program.path, &why);
        make_token(program.token);
        run_built(&program);
        rl_symbols_close(program.names.symbols);
    }
    rl_observation_sort(out);
    json_decref(program.stands);
    json_decref(program.crash);
    free(why);
    free(program.path);
    free(program.run_dir);
    free(program.log);
}
