/* SPDX-License-Identifier: MIT */
/* racelab verify-labs [LAB…]: proves the course; with --repeat, that its verdicts are the same every time. */
#include "verify_repeat.h"

#include "grader/load.h"
#include "grader/prove.h"
#include "sanitizers/process.h"

#include <stdlib.h>
#include <string.h>

struct arguments {
    bool json;
    bool matrix;
    const char *compiler;
    unsigned long jobs;
    struct rl_verify_repeat repeat;
    struct rl_list labs;
};

enum { SAVE = 256, AGAINST, ROUNDS_MOST = 10000 };

static const struct argp_option options[] = {
    {"compiler", 'c', "CC", 0, "compile with CC instead of clang", 0},
    {"jobs", 'J', "N", 0, "prove N files at a time (2)", 0},
    {"json", 'j', NULL, 0, "print JSON (racelab/proof/v1)", 0},
    {"matrix", 'm', NULL, 0, "print lab, file and observer: expected and seen", 0},
    {NULL, 0, NULL, 0, "Is a verdict the same every time?", 1},
    {"repeat", 'r', "N", 0,
     "prove nothing else, but judge every file N times and compare the verdicts byte for byte, apart from "
     "this_run",
     1},
    {"load", 'l', "N", 0, "with --repeat: meanwhile keep each processor busy with N processes", 1},
    {"save", SAVE, "FILE", 0, "with --repeat: write the first verdict of each file to FILE", 1},
    {"against", AGAINST, "FILE", 0,
     "with --repeat: compare with the verdicts in FILE instead of the first ones", 1},
    {0}};

static unsigned number(struct argp_state *state, const char *option, const char *arg, unsigned long most)
{
    char *end;
    unsigned long value = strtoul(arg, &end, 10);
    if (*end || value == 0 || value > most)
        argp_error(state, "%s: \"%s\" is not a number from 1 to %lu", option, arg, most);
    return (unsigned)value;
}

static void check_together(const struct rl_verify_repeat *repeat, struct argp_state *state)
{
    if (repeat->rounds == 0 && (repeat->load || repeat->save || repeat->against))
        argp_error(state, "--load, --save and --against go with --repeat N");
    else if (repeat->rounds == 1 && !repeat->save && !repeat->against)
        argp_error(state, "--repeat 1 compares nothing; repeat twice at least, or give --save or --against");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'c':
        arguments->compiler = arg;
        return 0;
    case 'J':
        arguments->jobs = number(state, "--jobs", arg, 256);
        return 0;
    case 'j':
        arguments->json = true;
        return 0;
    case 'm':
        arguments->matrix = true;
        return 0;
    case 'r':
        arguments->repeat.rounds = number(state, "--repeat", arg, ROUNDS_MOST);
        return 0;
    case 'l':
        arguments->repeat.load = number(state, "--load", arg, RL_LOAD_MOST);
        return 0;
    case SAVE:
        arguments->repeat.save = arg;
        return 0;
    case AGAINST:
        arguments->repeat.against = arg;
        return 0;
    case ARGP_KEY_END:
        check_together(&arguments->repeat, state);
        return 0;
    case ARGP_KEY_ARG:
        rl_list_add(&arguments->labs, arg);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {options,
                                 parse,
                                 "[LAB…]",
                                 "Proves the course: every file of every lab (or of the labs named) gets the "
                                 "verdict that its manifest declares, "
                                 "under every observer; every outcome that is declared is reached and no "
                                 "other; the README's compile lines work; "
                                 "nothing is missing and nothing is astray.\vFor example:\n  racelab "
                                 "verify-labs counter-lost-update\n  racelab verify-labs --repeat 20 --load "
                                 "2 my-lab\n\nStatus: 0 proven, 1 not.",
                                 NULL,
                                 NULL,
                                 NULL};

static void tick(void *ctx, size_t done, size_t of, const char *what)
{
    (void)ctx;
    rl_cli_progress("%zu of %zu proven, now %s …", done, of, what);
}

static void print_matrix(const json_t *matrix)
{
    size_t index;
    json_t *row;
    printf("%-34s %-24s %-9s %-12s %s\n", "lab", "file", "observer", "verdict", "expected -> seen");
    json_array_foreach(json_object_get(matrix, "matrix"), index, row)
    {
        for (int i = 0; i < RL_WATCH_COUNT; i++) {
            const char *name = rl_watcher_name((enum rl_watcher)i);
            const json_t *cell = json_object_get(row, name);
            const char *verdict = json_string_value(json_object_get(row, "verdict"));
            if (cell)
                printf("%-34s %-24s %-9s %-12s %s -> %s\n", json_string_value(json_object_get(row, "lab")),
                       json_string_value(json_object_get(row, "file")), name, verdict ? verdict : "",
                       json_string_value(json_object_get(cell, "expected")),
                       json_string_value(json_object_get(cell, "seen")));
        }
    }
    putchar('\n');
}

static void print(const struct arguments *arguments, const struct rl_proof *proof)
{
    const struct rl_style *style = rl_cli_style(stdout);
    if (arguments->matrix)
        print_matrix(proof->matrix);
    for (size_t i = 0; i < proof->problems.length; i++)
        printf("%s\n", proof->problems.items[i]);
    for (size_t i = 0; i < proof->notes.length; i++)
        printf("note: %s\n", proof->notes.items[i]);
    bool proven = proof->problems.length == 0;
    printf("%s%s%s: %zu lab%s, %zu files, %zu problem%s\n", proven ? style->green : style->red,
           proven ? "proven" : "not proven", style->off, proof->labs, proof->labs == 1 ? "" : "s",
           proof->files, proof->problems.length, proof->problems.length == 1 ? "" : "s");
}

static int prove(const struct arguments *arguments, const struct rl_lab *const *labs, size_t count)
{
    struct rl_prove_options how = {
        .compiler = arguments->compiler, .jobs = (unsigned)arguments->jobs, .tick = tick};
    struct rl_proof proof;
    rl_cli_progress_begin();
    rl_prove(labs, count, &how, &proof);
    rl_cli_progress_end();
    int status = proof.problems.length == 0 ? RL_CLI_OK : RL_CLI_FAIL;
    if (arguments->json && !rl_interrupted)
        rl_cli_print_json(json_incref(proof.matrix));
    else if (!rl_interrupted)
        print(arguments, &proof);
    rl_proof_free(&proof);
    return status;
}

static int repeat(const struct arguments *arguments, const struct rl_lab *const *labs, size_t count)
{
    struct rl_verify_repeat how = arguments->repeat;
    how.compiler = arguments->compiler;
    how.jobs = (unsigned)arguments->jobs;
    how.json = arguments->json;
    return rl_cli_verify_repeat(&how, labs, count);
}

static int verify(const struct arguments *arguments, const struct rl_course *course)
{
    const struct rl_lab **labs =
        rl_alloc((course->len + arguments->labs.length + 1) * sizeof(struct rl_lab *));
    size_t count = 0;
    int status = RL_CLI_OK;
    for (size_t i = 0; i < course->len && arguments->labs.length == 0; i++)
        labs[count++] = &course->labs[i];
    for (size_t i = 0; i < arguments->labs.length; i++) {
        labs[count] = rl_cli_lab(course, arguments->labs.items[i], NULL, &status);
        count += labs[count] != NULL;
    }
    if (status == RL_CLI_OK && count == 0) {
        rl_cli_error("there are no labs in %s", course->root);
        status = RL_CLI_INFRA;
    } else if (status == RL_CLI_OK) {
        status = (arguments->repeat.rounds ? repeat : prove)(arguments, labs, count);
    }
    free(labs);
    return status;
}

int rl_cmd_verify_labs(int argc, char **argv)
{
    struct arguments arguments = {.jobs = 2};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct rl_course course;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = verify(&arguments, &course);
    rl_course_close(&course);
    rl_list_free(&arguments.labs);
    return status;
}
