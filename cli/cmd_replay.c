/* SPDX-License-Identifier: MIT */
/* racelab replay [STRING]: one interleaving step by step, of the program that was explored last or of a
 * lab's. */
#include "explore_cli.h"
#include "workplace.h"

#include "grader/digest.h"
#include "sanitizers/explore/front/remember.h"
#include "sanitizers/explore/front/tag.h"
#include "sanitizers/resources.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct arguments {
    bool json;
    const char *lab;
    const char *compiler;
    const char *words[2];
    bool here; /* in a working copy: the string alone is enough */
    size_t length;
};

static const struct argp_option options[] = {
    {"lab", 'L', "LAB", 0, "replay a file of this lab: racelab replay --lab LAB FILE STRING", 0},
    {"compiler", 'c', "CC", 0, "with --lab: compile with CC instead of clang", 0},
    {"json", 'j', NULL, 0, "print JSON (racelab/trace/v1)", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'L':
        arguments->lab = arg;
        return 0;
    case 'c':
        arguments->compiler = arg;
        return 0;
    case 'j':
        arguments->json = true;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->length == (arguments->lab ? 2 : 1))
            argp_error(state, "\"%s\" is too much: %s", arg,
                       arguments->lab ? "a lab's file and a replay string are enough"
                                      : "one replay string is enough");
        arguments->words[arguments->length++] = arg;
        return 0;
    case ARGP_KEY_END:
        if (arguments->lab && arguments->length != 2)
            argp_error(state, "with --lab give a file of the lab and a replay string");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    "[STRING]\n--lab LAB FILE STRING",
    "Runs one interleaving of a program again and shows its steps, a column for each thread. STRING is a "
    "replay string as "
    "racelab prints it; without it the last failure that `racelab explore` found is shown, or in a working "
    "copy the last one "
    "that `racelab check` found there.\vFor example:\n  racelab replay\n  racelab replay "
    "k3f9-5c2d\n\nStatus: 0 "
    "nothing broke in it, "
    "1 something did, 2 the call, 3 the string does not fit the program, 4 racelab or the machine failed.",
    NULL,
    NULL,
    NULL};

static bool is_replay(const char *text)
{
    char tag[RL_TAG_LENGTH + 1];
    const char *schedule = NULL;
    char *why = NULL;
    if (rl_replay_parse(text, tag, &schedule, &why))
        return true;
    rl_cli_error("%s", why);
    free(why);
    return false;
}

static int replay_remembered(const struct arguments *arguments)
{
    struct rl_explore_call call = {0};
    char *why = NULL;
    int status = RL_CLI_USAGE;
    if (arguments->length && !is_replay(arguments->words[0]))
        return RL_CLI_USAGE;
    call.replay = rl_text_copy(arguments->words[0]);
    json_t *record = rl_recall(&call.replay, &why);
    if (!record || !rl_explore_call_recall(record, &call, &why)) {
        rl_cli_error("%s", why);
    } else {
        char *command = rl_text_format("racelab replay %s", call.replay);
        const struct rl_explore_output output = {.json = arguments->json, .command = command};
        status = rl_explore_carry_out(&call, &output);
        free(command);
    }
    free(why);
    json_decref(record);
    rl_explore_call_free(&call);
    return status;
}

/* The learner's file, or the lab's own of that name. */
static char *find_file(const struct rl_lab *lab, const char *name)
{
    if (access(name, R_OK) == 0)
        return rl_text_copy(name);
    char *own = rl_text_format("%s/%s", lab->folder, name);
    if (access(own, R_OK) == 0)
        return own;
    free(own);
    return NULL;
}

static void fill_call(struct rl_explore_call *call, const struct arguments *arguments,
                      const struct rl_lab *lab, const struct rl_manifest *manifest, const char *file)
{
    rl_list_addf(&call->files, "%s/scenario.c", lab->folder);
    rl_list_add(&call->files, file);
    rl_list_add(&call->include_dirs, lab->folder);
    rl_list_add(&call->include_dirs, rl_resources_include());
    rl_list_add(&call->include_dirs, rl_resources_primitives());
    rl_list_add(&call->cflags, "-iquote");
    rl_list_add(&call->cflags, rl_resources_primitives());
    for (size_t i = 0; i < manifest->compile.cflags_count; i++)
        rl_list_add(&call->cflags, manifest->compile.cflags[i]);
    call->compiler = rl_text_copy(arguments->compiler);
    call->is_lab = true;
    call->waits_blocking = manifest->waits == RL_WAITS_BLOCKING;
    call->replay = rl_text_copy(arguments->words[1]);
}

/* A lab is judged at several scales, and a string belongs to one of them: the one whose tag it has. */
static int replay_at_its_scale(struct rl_explore_call *call, const struct rl_manifest *manifest,
                               const struct rl_explore_output *output)
{
    for (size_t i = 0; i < manifest->scale_steps_count; i++) {
        call->scale_step = (int)manifest->scale_steps[i];
        char *tag = rl_explore_call_tag(call);
        bool fits = tag && strncmp(tag, call->replay, RL_TAG_LENGTH) == 0;
        free(tag);
        if (fits || i + 1 == manifest->scale_steps_count)
            break;
    }
    return rl_explore_carry_out(call, output);
}

static int replay_lab(const struct arguments *arguments)
{
    struct rl_course course;
    if (!is_replay(arguments->words[1]))
        return RL_CLI_USAGE;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = RL_CLI_INFRA;
    const struct rl_lab *lab = rl_cli_lab(&course, arguments->lab, NULL, &status);
    struct rl_manifest *manifest = lab ? rl_cli_manifest(lab) : NULL;
    char *file = lab ? find_file(lab, arguments->words[0]) : NULL;
    if (manifest && !file) {
        rl_cli_error("there is no file %s, neither here nor in the lab", arguments->words[0]);
        status = RL_CLI_USAGE;
    } else if (manifest) {
        struct rl_explore_call call = {0};
        char *command = arguments->here ? rl_text_format("racelab replay %s", arguments->words[1])
                                        : rl_text_format("racelab replay --lab %s %s %s", arguments->lab,
                                                         arguments->words[0], arguments->words[1]);
        const struct rl_explore_output output = {.json = arguments->json, .command = command};
        fill_call(&call, arguments, lab, manifest, file);
        status = replay_at_its_scale(&call, manifest, &output);
        rl_explore_call_free(&call);
        free(command);
    }
    free(file);
    rl_manifest_free(manifest);
    rl_course_close(&course);
    return status;
}

/* In a working copy: the last failure that `racelab check` found in its file. false: *why says why there is
 * none. */
static bool last_failure(const struct rl_lab *lab, const char *file, char **replay, char **why)
{
    json_t *progress = rl_cli_read_progress();
    struct rl_progress_lab state = rl_progress_lab(progress, lab->name);
    size_t length = 0;
    char *text = rl_text_read_file(file, &length);
    struct rl_digest digest = rl_digest_bytes(text ? text : "", length);
    if (!text || !state.verdict || !state.digest)
        *why = rl_text_copy("nothing was checked here yet; `racelab check` finds what can be replayed");
    else if (strcmp(digest.hex, state.digest) != 0)
        *why = rl_text_format(
            "%s has changed since it was checked, or another file was; `racelab check` finds what can "
            "be replayed now",
            file);
    else if (!state.replay)
        *why = rl_text_format(
            "the last check (%s) left nothing to replay; `racelab show --outcomes` has replays of the "
            "lab's own program",
            state.verdict);
    else
        *replay = rl_text_copy(state.replay);
    free(text);
    json_decref(progress);
    return *replay != NULL;
}

/* Is a program remembered that `racelab explore` gave this string for? */
static bool was_explored(const char *replay)
{
    char *copy = rl_text_copy(replay), *why = NULL;
    json_t *record = copy ? rl_recall(&copy, &why) : NULL;
    bool known = record != NULL;
    json_decref(record);
    free(copy);
    free(why);
    return known;
}

static int replay_here(const struct arguments *arguments)
{
    struct rl_course course;
    struct rl_workcopy here = {0};
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = RL_CLI_OK;
    char *file = NULL, *replay = rl_text_copy(arguments->words[0]), *why = NULL;
    const struct rl_lab *lab = rl_cli_lab_here(&course, "replay", NULL, NULL, &here, &status);
    struct rl_manifest *manifest = lab ? rl_cli_manifest(lab) : NULL;
    if (manifest) {
        file = rl_cli_workfile(&here, manifest->source);
        if (!replay && !last_failure(lab, file, &replay, &why)) {
            rl_cli_error("%s", why);
            status = RL_CLI_USAGE;
        }
    } else if (lab) {
        status = RL_CLI_INFRA;
    }
    if (file && replay) {
        struct arguments full = *arguments;
        full.lab = lab->name;
        full.words[0] = file;
        full.words[1] = replay;
        full.length = 2;
        full.here = true;
        status = replay_lab(&full);
    }
    free(why);
    free(replay);
    free(file);
    rl_workcopy_free(&here);
    rl_manifest_free(manifest);
    rl_course_close(&course);
    return status;
}

int rl_cmd_replay(int argc, char **argv)
{
    struct arguments arguments = {0};
    struct rl_workcopy here = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    if (arguments.lab)
        return replay_lab(&arguments);
    bool in_copy = rl_cli_workcopy_here(&here);
    rl_workcopy_free(&here);
    if (in_copy && !was_explored(arguments.words[0]))
        return replay_here(&arguments);
    return replay_remembered(&arguments);
}
