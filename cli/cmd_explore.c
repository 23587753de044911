/* SPDX-License-Identifier: MIT */
/* racelab explore FILE… [-- args]: every interleaving of a program of your own. */
#include "explore_cli.h"

#include "sanitizers/explore/front/remember.h"
#include "sanitizers/explore/front/report.h"
#include "sanitizers/explore/front/show.h"
#include "sanitizers/explore/front/tag.h"
#include "sanitizers/process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    ALL_ACCESSES = 1000,
    BUDGET,
    MAX_STEPS,
    SEED,
    SCALE,
    REPLAY,
    TRACE,
    REQUIRE_COMPLETE,
    JSON,
    CC,
    CFLAG
};

struct arguments {
    struct rl_explore_call call;
    struct rl_explore_output output;
    bool trace;
    int program_args; /* index of the first one after "--", or argc */
};

static const struct argp_option options[] = {
    {"strategy", 's', "NAME", 0, "auto (the default: dpor, then random ones), dpor, dfs, random, pct or pos",
     0},
    {"all-accesses", ALL_ACCESSES, NULL, 0,
     "let others run before every load and store, not only at synchronisation", 0},
    {"budget", BUDGET, "N", 0, "at most N executions (default 400000)", 0},
    {"max-steps", MAX_STEPS, "N", 0, "at most N operations in one execution (default 20000)", 0},
    {"seed", SEED, "N", 0, "of the random strategies (default 0)", 0},
    {"scale", SCALE, "SIZE", 0, "what lab_scale gives: small (the default) or large", 0},
    {"replay", REPLAY, "STRING", 0, "run this one interleaving only, and show its steps", 1},
    {"trace", TRACE, NULL, 0, "show the first failure's steps as well", 1},
    {"require-complete", REQUIRE_COMPLETE, NULL, 0, "status 1 where not every interleaving was covered", 1},
    {"json", JSON, NULL, 0, "print JSON (racelab/explore/v1; with --replay racelab/trace/v1)", 1},
    {NULL, 'I', "DIR", 0, "passed to the compiler", 2},
    {NULL, 'D', "NAME[=VALUE]", 0, "passed to the compiler", 2},
    {NULL, 'l', "LIBRARY", 0,
     "accepted, so that a compile line can be pasted; libm is always there, and what comes from "
     "other libraries is modelled or refused by name",
     2},
    {"cflag", CFLAG, "FLAG", 0, "passed to the compiler: --cflag=-std=c11", 2},
    {"cc", CC, "CC", 0, "compile with CC instead of clang", 2},
    {"compiler", 'c', "CC", OPTION_ALIAS | OPTION_HIDDEN, NULL, 2},
    {0}};

static unsigned long number(const char *option, const char *text, struct argp_state *state)
{
    char *end = NULL;
    unsigned long value = strtoul(text, &end, 10);
    if (*end || text[0] < '0' || text[0] > '9')
        argp_error(state, "%s: \"%s\" is not a number", option, text);
    return value;
}

static unsigned long positive(const char *option, const char *text, struct argp_state *state)
{
    unsigned long value = number(option, text, state);
    if (value == 0)
        argp_error(state, "%s: give at least 1", option);
    return value;
}

static void replace(char **text, const char *by)
{
    free(*text);
    *text = rl_text_copy(by);
}

static void take_strategy(struct rl_explore_call *call, const char *arg, struct argp_state *state)
{
    static const char *const names[] = {"auto", "dpor", "dfs", "random", "pct", "pos"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], arg) == 0) {
            replace(&call->strategy, arg);
            return;
        }
    }
    argp_error(state, "there is no strategy \"%s\" (auto, dpor, dfs, random, pct, pos)", arg);
}

static void take_scale(struct rl_explore_call *call, const char *arg, struct argp_state *state)
{
    if (strcmp(arg, "large") == 0)
        call->scale = RL_SCALE_LARGE;
    else if (strcmp(arg, "small") == 0)
        call->scale = RL_SCALE_DEFAULT;
    else
        argp_error(state, "--scale: \"%s\" is neither small nor large", arg);
}

static error_t parse_compile(int key, char *arg, struct rl_explore_call *call)
{
    switch (key) {
    case 'I':
        rl_list_add(&call->include_dirs, arg);
        return 0;
    case 'D':
        rl_list_addf(&call->cflags, "-D%s", arg);
        return 0;
    case 'l':
        return 0;
    case CFLAG:
        rl_list_add(&call->cflags, arg);
        return 0;
    case CC:
    case 'c':
        replace(&call->compiler, arg);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    struct rl_explore_call *call = &arguments->call;
    switch (key) {
    case 's':
        take_strategy(call, arg, state);
        return 0;
    case ALL_ACCESSES:
        call->all_accesses = true;
        return 0;
    case BUDGET:
        call->budget = positive("--budget", arg, state);
        return 0;
    case MAX_STEPS:
        call->max_steps = positive("--max-steps", arg, state);
        return 0;
    case SEED:
        call->seed = number("--seed", arg, state);
        return 0;
    case SCALE:
        take_scale(call, arg, state);
        return 0;
    case REPLAY:
        replace(&call->replay, arg);
        return 0;
    case TRACE:
        arguments->trace = true;
        return 0;
    case REQUIRE_COMPLETE:
        arguments->output.require_complete = true;
        return 0;
    case JSON:
        arguments->output.json = true;
        return 0;
    case ARGP_KEY_ARG:
        rl_list_add(&call->files, arg);
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "which program? Give its C files: racelab explore main.c queue.c");
        return 0;
    default:
        return parse_compile(key, arg, call);
    }
}

static const struct argp argp = {
    options,
    parse,
    "FILE… [-- ARGUMENT…]",
    "Compiles a program of C files (or .o files made with -fsanitize=thread) "
    "and runs every interleaving of its threads: "
    "data races, deadlocks, lost wakeups, broken assertions, leaked locks, use "
    "after free; each with a schedule that shows "
    "it. Arguments after -- are the program's.\vFor example:\n  racelab explore queue.c\n  racelab explore "
    "main.c queue.c -- 3\n\nThe last failure is remembered: "
    "`racelab replay` shows it step by step.\n"
    "Status: 0 nothing was found, 1 something was, 2 the call is wrong, 3 the "
    "program cannot be explored (the message names "
    "what cannot be modelled), 4 racelab or the machine failed.",
    NULL,
    NULL,
    NULL};

static bool show_progress(void *ctx, unsigned long done, unsigned long of)
{
    (void)ctx;
    if (of)
        rl_cli_progress("exploring: %lu executions of at most %lu …", done, of);
    else
        rl_cli_progress("compiling …");
    return !rl_interrupted;
}

static bool speaks_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strcasestr(value, "UTF-8") || strcasestr(value, "utf8");
    }
    return false;
}

static struct rl_explore_style make_style(void)
{
    const struct rl_style *style = rl_cli_style(stdout);
    struct winsize size = {0};
    int width = rl_cli_width();
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > width)
        width = size.ws_col > 240 ? 240 : size.ws_col;
    return (struct rl_explore_style){style->bold,
                                     style->dim,
                                     style->red,
                                     style->green,
                                     style->yellow,
                                     style->off,
                                     width < 40 ? 40 : width,
                                     speaks_utf8()};
}

static int status_of(const struct rl_observation *observation, const struct rl_explore_output *output,
                     bool replay)
{
    switch (observation->status) {
    case RL_RUN_OK:
        if (observation->findings_len)
            return RL_CLI_FAIL;
        return output->require_complete && !observation->complete && !replay ? RL_CLI_FAIL : RL_CLI_OK;
    case RL_RUN_COMPILE_ERROR:
    case RL_RUN_REJECTED:
    case RL_RUN_LIMIT:
    case RL_RUN_UNSUPPORTED:
        return RL_CLI_REVIEW;
    default:
        return RL_CLI_INFRA;
    }
}

static void print(const struct rl_explore_call *call, const struct rl_explore_output *output,
                  const struct rl_observation *observation, json_t *steps)
{
    struct rl_explore_style style = make_style();
    const char *const *sources = (const char *const *)call->files.items;
    if (output->json) {
        rl_cli_print_json(call->replay ? rl_show_replay_json(call, observation, steps)
                                       : rl_report_json(observation, sources));
        return;
    }
    if (observation->status != RL_RUN_OK) {
        if (observation->compiler_output && observation->status == RL_RUN_COMPILE_ERROR)
            fputs(observation->compiler_output, stderr);
        rl_cli_error("%s", observation->reason);
    } else if (call->replay) {
        rl_show_replay(stdout, call, observation, steps, output->command, &style);
    } else {
        rl_report_print(stdout, observation, sources, "racelab replay", &style);
    }
}

int rl_explore_carry_out(struct rl_explore_call *call, const struct rl_explore_output *output)
{
    struct rl_observation observation;
    json_t *steps = NULL;
    call->progress = show_progress;
    rl_cli_progress_begin();
    rl_explore_call_run(call, &observation, &steps);
    rl_cli_progress_end();
    if (!call->replay) {
        char *why = NULL;
        rl_explore_call_keep(call, &observation, &why);
        if (why)
            rl_cli_error("%s", why);
        free(why);
    }
    print(call, output, &observation, steps);
    int status = status_of(&observation, output, call->replay != NULL);
    if (!call->replay && observation.findings_len && observation.findings[0].schedule)
        call->replay = rl_text_copy(observation.findings[0].schedule);
    json_decref(steps);
    rl_observation_free(&observation);
    return status;
}

/* What is wrong with the call itself, before anything is compiled. */
static bool is_sound(const struct rl_explore_call *call)
{
    char tag[RL_TAG_LENGTH + 1];
    const char *schedule = NULL;
    char *why = NULL;
    for (size_t i = 0; i < call->files.length; i++) {
        struct stat status;
        if (stat(call->files.items[i], &status) != 0) {
            rl_cli_error("cannot read %s: %s", call->files.items[i], strerror(errno));
            return false;
        }
        if (!S_ISREG(status.st_mode)) {
            rl_cli_error("%s is no file: give the C files of the program", call->files.items[i]);
            return false;
        }
    }
    if (!call->replay || rl_replay_parse(call->replay, tag, &schedule, &why))
        return true;
    rl_cli_error("%s", why);
    free(why);
    return false;
}

/* --trace: the first failure is replayed after the report. */
static int explore(struct arguments *arguments)
{
    struct rl_explore_call *call = &arguments->call;
    bool searched = !call->replay;
    char *command = call->replay ? rl_text_format("racelab explore --replay %s FILE…", call->replay) : NULL;
    arguments->output.command = command;
    int status = rl_explore_carry_out(call, &arguments->output);
    free(command);
    if (!searched || !arguments->trace || !call->replay || arguments->output.json)
        return status;
    command = rl_text_format("racelab replay %s", call->replay);
    arguments->output.command = command;
    puts("");
    rl_explore_carry_out(call, &arguments->output);
    free(command);
    return status;
}

int rl_cmd_explore(int argc, char **argv)
{
    struct arguments arguments = {0};
    int own = 0;
    while (own < argc && strcmp(argv[own], "--") != 0)
        own++;
    for (int i = own + 1; i < argc; i++)
        rl_list_add(&arguments.call.args, argv[i]);
    int kept = 0;
    for (int i = 0; i < own; i++) {
        if (strcmp(argv[i], "-pthread") != 0) /* as in a pasted compile line */
            argv[kept++] = argv[i];
    }
    argp_parse(&argp, kept, argv, 0, NULL, &arguments);
    int status = is_sound(&arguments.call) ? explore(&arguments) : RL_CLI_USAGE;
    rl_explore_call_free(&arguments.call);
    return status;
}
