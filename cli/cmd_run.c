/* SPDX-License-Identifier: MIT */
/* racelab run LAB[/VARIANT]: the program itself, natively or under one observer. */
#include "judging.h"
#include "workplace.h"

#include "grader/measure.h"
#include "sanitizers/process.h"

#include <stdlib.h>
#include <string.h>

enum { QUICK = 1000, SVG };

struct arguments {
    bool json;
    bool quick;
    const char *svg;
    enum rl_watcher under;
    unsigned long times;
    const char *compiler;
    const char *lab;
};

static const struct argp_option options[] = {
    {"under", 'u', "OBSERVER", 0, "native (as it is), tsan, asan or explore", 0},
    {"times", 'n', "N", 0, "run it N times and count what came out", 0},
    {"compiler", 'c', "CC", 0, "compile with CC instead of clang", 0},
    {"json", 'j', NULL, 0, "print JSON (racelab/observation/v1, racelab/measure/v1)", 0},
    {NULL, 0, NULL, 0, "Of labs that measure:", 0},
    {"quick", QUICK, NULL, 0, "measure less, in a tenth of the time", 0},
    {"svg", SVG, "FILE", 0, "write the curve to FILE", 0},
    {0}};

static void parse_under(struct arguments *arguments, const char *arg, struct argp_state *state)
{
    struct rl_list names = RL_LIST_INIT;
    for (int i = 0; i < RL_WATCH_COUNT; i++) {
        rl_list_add(&names, rl_watcher_name((enum rl_watcher)i));
        if (strcmp(names.items[i], arg) == 0) {
            arguments->under = (enum rl_watcher)i;
            rl_list_free(&names);
            return;
        }
    }
    char *hint = rl_nearest_hint(arg, &names);
    argp_error(state, "there is no observer \"%s\"%s (native, tsan, asan, explore)", arg, hint);
    free(hint);
    rl_list_free(&names);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    char *end;
    switch (key) {
    case 'u':
        parse_under(arguments, arg, state);
        return 0;
    case 'n':
        arguments->times = strtoul(arg, &end, 10);
        if (*end || arguments->times == 0 || arguments->times > 10000)
            argp_error(state, "--times: \"%s\" is not a number from 1 to 10000", arg);
        return 0;
    case 'c':
        arguments->compiler = arg;
        return 0;
    case QUICK:
        arguments->quick = true;
        return 0;
    case SVG:
        arguments->svg = arg;
        return 0;
    case 'j':
        arguments->json = true;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->lab)
            argp_error(state, "one program at a time; \"%s\" is too much", arg);
        arguments->lab = arg;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    "[LAB[/VARIANT]]",
    "Compiles and runs a lab's program. VARIANT is buggy, or accused (where none is named), or one of the lab's own "
    "fixes: fixes/mutex, wrong/volatile. In a working copy, without a lab, it is your own file.\vFor "
    "example:\n"
    "  racelab run counter-lost-update/wrong/volatile --under tsan\n  racelab run --times 20\n\n"
    "Status: 0 nothing was found, 1 something was, 3 the observer cannot model the program, 4 racelab or the "
    "machine "
    "failed.",
    NULL,
    NULL,
    NULL};

static void tick(void *ctx)
{
    rl_cli_progress("running %s …", (const char *)ctx);
}

static int status_of(const struct rl_watch *watch)
{
    int status = RL_CLI_OK;
    if (!watch->available)
        return RL_CLI_INFRA;
    for (size_t i = 0; i < watch->len; i++) {
        const struct rl_observation *run = &watch->runs[i];
        static const int statuses[] = {RL_CLI_OK,   RL_CLI_FAIL,   RL_CLI_FAIL,
                                       RL_CLI_FAIL, RL_CLI_REVIEW, RL_CLI_INFRA};
        status = rl_cli_worse(status, run->findings_len > 0 ? RL_CLI_FAIL : statuses[run->status]);
    }
    return status;
}

/* What is run: the lab's variant, or the learner's file. */
struct program {
    const char *name;
    char *path;
};

static int show(const struct arguments *arguments, const struct rl_lab *lab,
                const struct rl_manifest *manifest, const struct program *program,
                const struct rl_evidence *evidence)
{
    const struct rl_watch *watch = &evidence->watch[arguments->under];
    if (!watch->built || !watch->available) {
        rl_cli_error("%s: %s", rl_watcher_name(arguments->under),
                     watch->why_not ? watch->why_not
                                    : "not part of this racelab yet; use --under tsan, asan or native");
        return RL_CLI_INFRA;
    }
    char *text = rl_text_read_file(program->path, NULL);
    char *scenario_path = rl_text_format("%s/scenario.c", lab->folder);
    char *scenario = rl_text_read_file(scenario_path, NULL);
    struct rl_verdict_about about = {.manifest = manifest,
                                     .lab = lab->name,
                                     .lab_id = lab->id,
                                     .file = program->name,
                                     .source = rl_text_base_name(program->name),
                                     .text = text,
                                     .scenario = scenario};
    json_t *json = rl_watch_json(watch, arguments->under, &about);
    if (arguments->json) {
        rl_cli_print_json(json);
    } else {
        struct rl_verdict_style style = rl_cli_verdict_style();
        rl_watch_print(json, &style, stdout);
        json_decref(json);
    }
    free(scenario);
    free(scenario_path);
    free(text);
    return status_of(watch);
}

static int run(const struct arguments *arguments, const struct rl_lab *lab,
               const struct rl_manifest *manifest, const struct program *program)
{
    struct rl_manifest once = *manifest; /* the first scale step only, as often as asked */
    once.scale_steps_count = once.scale_steps_count ? 1 : 0;
    once.runs.tsan = once.runs.asan = once.runs.native = (unsigned)arguments->times;
    char *why = NULL;
    struct rl_evidence_request request = {.observers = rl_observers,
                                          .manifest = &once,
                                          .lab_folder = lab->folder,
                                          .source = program->path,
                                          .compiler = arguments->compiler,
                                          .only = 1u << arguments->under,
                                          .tick = tick,
                                          .ctx = (void *)program->name};
    struct rl_evidence evidence;
    rl_cli_progress_begin();
    bool gathered = rl_evidence_gather(&request, &evidence, &why);
    rl_cli_progress_end();
    int status = RL_CLI_INFRA;
    if (!gathered)
        rl_cli_error("%s", why);
    else if (!rl_interrupted)
        status = show(arguments, lab, manifest, program, &evidence);
    rl_evidence_free(&evidence);
    free(why);
    return status;
}

/* A lab that measures: its program's own output and status. */
static int run_measure(const struct arguments *arguments, const struct rl_lab *lab,
                       const struct rl_manifest *manifest)
{
    struct rl_list words = RL_LIST_INIT;
    struct rl_measure out;
    if (arguments->json)
        rl_list_add(&words, "--json");
    if (arguments->quick)
        rl_list_add(&words, "--quick");
    if (arguments->svg) {
        rl_list_add(&words, "--svg");
        rl_list_add(&words, arguments->svg);
    }
    const char *const none[] = {NULL};
    rl_cli_progress_begin();
    rl_measure_run(lab, manifest, arguments->compiler, words.items ? (const char *const *)words.items : none,
                   tick, (void *)lab->id, &out);
    rl_cli_progress_end();
    if (out.output && !rl_interrupted)
        fputs(out.output, stdout);
    if (out.why && !rl_interrupted)
        rl_cli_error("%s", out.why);
    int status = out.status;
    rl_measure_free(&out);
    rl_list_free(&words);
    return status;
}

static int run_lab(const struct arguments *arguments, const struct rl_lab *lab,
                   const struct rl_manifest *manifest, const char *variant, const struct rl_workcopy *here)
{
    if (manifest->kind == RL_LAB_MEASURE && arguments->under == RL_WATCH_NATIVE && arguments->times == 1)
        return run_measure(arguments, lab, manifest);
    if (arguments->svg || arguments->quick)
        return rl_cli_usage("run", "--svg and --quick are for labs that measure; %s is of kind %s", lab->id,
                            rl_lab_kind_name(manifest->kind));
    if (!rl_cli_can_judge(lab, manifest))
        return RL_CLI_USAGE;
    bool own = !arguments->lab && here->folder;
    struct program program = {own ? manifest->source : variant ? variant : rl_lab_kind_start(manifest->kind), NULL};
    program.path =
        own ? rl_cli_workfile(here, program.name) : rl_text_format("%s/%s", lab->folder, program.name);
    int status = run(arguments, lab, manifest, &program);
    free(program.path);
    return status;
}

int rl_cmd_run(int argc, char **argv)
{
    struct arguments arguments = {.under = RL_WATCH_NATIVE, .times = 1};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct rl_course course;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = RL_CLI_OK;
    char *variant = NULL;
    struct rl_workcopy here = {0};
    const struct rl_lab *lab = rl_cli_lab_here(&course, "run", arguments.lab, &variant, &here, &status);
    struct rl_manifest *manifest = lab ? rl_cli_manifest(lab) : NULL;
    if (manifest)
        status = run_lab(&arguments, lab, manifest, variant, &here);
    else if (lab)
        status = RL_CLI_INFRA;
    free(variant);
    rl_workcopy_free(&here);
    rl_manifest_free(manifest);
    rl_course_close(&course);
    return status;
}
