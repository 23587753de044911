/* SPDX-License-Identifier: MIT */
/* racelab check [LAB] [FILE…]: the verdict on each file. */
#include "learner.h"
#include "outputs.h"

#include "grader/marks.h"
#include "sanitizers/process.h"
#include "sanitizers/sandbox.h"

#include <stdlib.h>
#include <string.h>

enum { REQUIRE_COMPLETE = 1000, SANDBOX, FEEDBACK, AGAIN, BRIEF };

struct arguments {
    bool json;
    bool all;
    bool again;
    bool brief;
    bool require_complete;
    const char *compiler;
    const char *lab;
    struct rl_list files;
    struct rl_outputs outputs;
    enum rl_feedback feedback;
};

static const struct argp_option options[] = {
    {"again", AGAIN, NULL, 0, "run it even if this very file has passed before", 0},
    {"all", 'a', NULL, 0, "check every file of the lab's own folder, one line each", 0},
    {"brief", BRIEF, NULL, 0, "show the most important finding only", 0},
    {"compiler", 'c', "CC", 0, "compile with CC instead of clang", 0},
    {"feedback", FEEDBACK, "LEVEL", 0, "what --output tells: full (default), hints, or verdict", 0},
    {"json", 'j', NULL, 0, "print JSON (racelab/verdict/v1)", 0},
    {"output", 'o', "FORMAT=FILE", 0,
     "write the verdicts to FILE (\"-\": stdout) as text, json, csv, junit, sarif, github, github-summary, "
     "gradescope or classroom50; can be given several times",
     0},
    {"require-complete", REQUIRE_COMPLETE, NULL, 0, "let an unproven file fail", 0},
    {"sandbox", SANDBOX, NULL, 0, "compile and run it in the sandbox, as grade does", 0},
    {0}};

static void parse_output(struct arguments *arguments, const char *spec, struct argp_state *state)
{
    char *why = NULL;
    if (!rl_outputs_add(&arguments->outputs, spec, &why))
        argp_error(state, "%s", why);
    free(why);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'a':
        arguments->all = true;
        return 0;
    case 'c':
        arguments->compiler = arg;
        return 0;
    case 'j':
        arguments->json = true;
        return 0;
    case 'o':
        parse_output(arguments, arg, state);
        return 0;
    case FEEDBACK:
        if (!rl_feedback_parse(arg, &arguments->feedback))
            argp_error(state, "there is no feedback level \"%s\"; there are full, hints and verdict", arg);
        return 0;
    case BRIEF:
        arguments->brief = true;
        return 0;
    case AGAIN:
        arguments->again = true;
        return 0;
    case REQUIRE_COMPLETE:
        arguments->require_complete = true;
        return 0;
    case SANDBOX:
        if (!rl_sandbox_probe()->enough)
            argp_failure(state, RL_CLI_INFRA, 0, "%s", rl_sandbox_probe()->advice);
        rl_sandbox_use(true);
        return 0;
    case ARGP_KEY_ARG:
        if (!arguments->lab)
            arguments->lab = arg;
        else
            rl_list_add(&arguments->files, arg);
        return 0;
    case ARGP_KEY_END:
        if (arguments->all && arguments->files.length > 0)
            argp_error(state, "--all checks the lab's own files; leave out \"%s\" or --all",
                       arguments->files.items[0]);
        else if (arguments->json && arguments->outputs.to_stdout)
            argp_error(state, "--json prints to stdout, and so does an --output; leave out one of them");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    "[LAB] [FILE…]\n--all [LAB]",
    "Judges fixes of a lab: compiles each with the lab's scenario and runs it under every "
    "observer. In a working copy (`racelab start LAB` makes one) neither the lab nor the file need be named. "
    "What passes "
    "is recorded: `racelab list` shows it, and the same file is not run again without need.\vFor example:\n"
    "  racelab check\n"
    "  racelab check counter-lost-update my_counter.c\n\nStatus: 0 pass or unproven, 1 the file fails, 2 it "
    "cannot be read, 3 a "
    "person must look, 4 racelab or the machine failed. Of several files the worst counts, "
    "in the order 0, 1, 3, 2, 4.",
    NULL,
    NULL,
    NULL};

static void print_line(const json_t *verdict)
{
    char *line = rl_verdict_line(verdict);
    printf("%s\n", line);
    fflush(stdout);
    free(line);
}

/* The first finding, and the names of the others. */
static void print_brief(const json_t *verdict)
{
    json_t *some = json_copy((json_t *)verdict), *first = json_array();
    const json_t *findings = json_object_get(verdict, "findings");
    struct rl_list others = RL_LIST_INIT;
    size_t index;
    json_t *finding;
    json_array_foreach(findings, index, finding)
    {
        if (index == 0)
            json_array_append(first, finding);
        else
            rl_list_add(&others, json_string_value(json_object_get(finding, "hazard")));
    }
    json_object_set_new(some, "findings", first);
    json_object_del(some, "next"); /* it stays the last line */
    rl_cli_print_verdict(some);
    if (others.length > 0) {
        char *names = rl_list_join(&others, ", ");
        printf("\nAlso found: %s; `racelab check` shows everything.\n", names);
        free(names);
    }
    if (json_object_get(verdict, "next"))
        printf("\nNext: %s\n", json_string_value(json_object_get(verdict, "next")));
    rl_list_free(&others);
    json_decref(some);
}

static void show(const struct arguments *arguments, json_t *verdict, json_t *verdicts, bool first)
{
    json_array_append(verdicts, verdict);
    if (arguments->json || arguments->outputs.to_stdout) {
        return;
    } else if (arguments->all) {
        print_line(verdict);
    } else {
        if (!first)
            putchar('\n');
        if (arguments->brief)
            print_brief(verdict);
        else
            rl_cli_print_verdict(verdict);
        fflush(stdout);
    }
}

/* After everything else is printed: points and hints are no part of what --json shows. */
static bool write_outputs(const struct arguments *arguments, const struct rl_cli_judging *with,
                          json_t *verdicts)
{
    size_t index;
    json_t *verdict;
    json_array_foreach(verdicts, index, verdict) rl_marks_add(verdict, with->manifest, 0);
    return rl_outputs_write(&arguments->outputs, verdicts, arguments->feedback, with->manifest->title);
}

/* Where the files lie; *shown are their names for readers. */
static void find_files(const struct arguments *arguments, const struct rl_lab *lab, struct rl_list *paths,
                       struct rl_list *shown)
{
    if (arguments->all)
        rl_lab_variants(lab, shown);
    for (size_t i = 0; i < arguments->files.length; i++)
        rl_list_add(shown, arguments->files.items[i]);
    for (size_t i = 0; i < shown->length; i++)
        if (arguments->all)
            rl_list_addf(paths, "%s/%s", lab->folder, shown->items[i]);
        else
            rl_list_take(paths, rl_cli_find_file(lab, shown->items[i]));
}

/* One file, with the learner's record of it. Only somebody who reads the verdict here is spared a second run.
 */
static int check_file(const struct arguments *arguments, const struct rl_cli_judging *how,
                      const struct rl_cli_checked *checked, const char *path, const char *shown,
                      json_t *verdicts)
{
    struct rl_digest digest;
    struct rl_cli_judging with = *how;
    int status = RL_CLI_OK;
    bool first = json_array_size(verdicts) == 0,
         learners = !arguments->all && rl_cli_is_learners(with.lab, path);
    bool for_reading = !arguments->json && arguments->outputs.specs.length == 0;
    if (learners && for_reading && !arguments->again && rl_cli_passed_before(&with, path, shown))
        return RL_CLI_OK;
    with.digest = &digest;
    json_t *verdict = rl_cli_judge(&with, path, shown, &status);
    if (verdict && !rl_interrupted) {
        if (for_reading)
            rl_cli_set_next(checked, verdict);
        show(arguments, verdict, verdicts, first);
        if (learners)
            rl_cli_record(&with, verdict, digest.hex, !for_reading);
    }
    json_decref(verdict);
    return status;
}

static int check_files(const struct arguments *arguments, const struct rl_cli_judging *with,
                       const struct rl_cli_checked *checked)
{
    struct rl_list paths = RL_LIST_INIT, shown = RL_LIST_INIT;
    find_files(arguments, with->lab, &paths, &shown);
    json_t *verdicts = json_array();
    int worst = RL_CLI_OK;
    for (size_t i = 0; i < paths.length && !rl_interrupted; i++)
        worst = rl_cli_worse(worst,
                             check_file(arguments, with, checked, paths.items[i], shown.items[i], verdicts));
    if (arguments->json && !rl_interrupted) {
        if (shown.length == 1 && json_array_size(verdicts) == 1)
            rl_cli_print_json(json_incref(json_array_get(verdicts, 0)));
        else
            rl_cli_print_json(json_pack("{s:s, s:O}", "schema", "racelab/verdicts/v1", "verdicts", verdicts));
    }
    if (!rl_interrupted && !write_outputs(arguments, with, verdicts))
        worst = rl_cli_worse(worst, RL_CLI_INFRA);
    json_decref(verdicts);
    rl_list_free(&paths);
    rl_list_free(&shown);
    return worst;
}

int rl_cmd_check(int argc, char **argv)
{
    struct arguments arguments = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct rl_course course;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = RL_CLI_OK;
    struct rl_cli_checked checked = {0};
    const struct rl_lab *lab = NULL;
    if (rl_cli_settle(&course, arguments.lab, &arguments.files, arguments.all, &checked, &status))
        lab = checked.lab;
    struct rl_manifest *manifest = lab ? rl_cli_manifest(lab) : NULL;
    struct rl_cli_judging with = {lab, manifest, arguments.compiler, arguments.require_complete, NULL};
    if (manifest && !arguments.all)
        rl_cli_settle_files(&checked, manifest, &arguments.files);
    if (manifest)
        status = rl_cli_can_judge(lab, manifest) ? check_files(&arguments, &with, &checked) : RL_CLI_USAGE;
    else if (lab)
        status = RL_CLI_INFRA;
    rl_workcopy_free(&checked.here);
    rl_list_free(&arguments.files);
    rl_outputs_free(&arguments.outputs);
    rl_manifest_free(manifest);
    rl_course_close(&course);
    return status;
}
