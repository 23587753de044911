/* SPDX-License-Identifier: MIT */
/* racelab verify-labs [LAB…]: proves the course. */
#include "cli.h"

#include "grader/prove.h"
#include "sanitizers/process.h"

#include <stdlib.h>
#include <string.h>

struct arguments {
    bool json;
    bool matrix;
    const char *compiler;
    unsigned long jobs;
    struct rl_list labs;
};

static const struct argp_option options[] = {
    {"compiler", 'c', "CC", 0, "compile with CC instead of clang", 0},
    {"jobs", 'J', "N", 0, "prove N files at a time (2)", 0},
    {"json", 'j', NULL, 0, "print JSON (racelab/proof/v1)", 0},
    {"matrix", 'm', NULL, 0, "print lab, file and observer: expected and seen", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    char *end;
    switch (key) {
    case 'c':
        arguments->compiler = arg;
        return 0;
    case 'J':
        arguments->jobs = strtoul(arg, &end, 10);
        if (*end || arguments->jobs == 0 || arguments->jobs > 256)
            argp_error(state, "--jobs: \"%s\" is not a number from 1 to 256", arg);
        return 0;
    case 'j':
        arguments->json = true;
        return 0;
    case 'm':
        arguments->matrix = true;
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
                                 "verify-labs counter-lost-update\n\nStatus: 0 proven, 1 not.",
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

static int prove(const struct arguments *arguments, const struct rl_course *course)
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
        struct rl_prove_options how = {
            .compiler = arguments->compiler, .jobs = (unsigned)arguments->jobs, .tick = tick};
        struct rl_proof proof;
        rl_cli_progress_begin();
        rl_prove(labs, count, &how, &proof);
        rl_cli_progress_end();
        status = proof.problems.length == 0 ? RL_CLI_OK : RL_CLI_FAIL;
        if (arguments->json && !rl_interrupted)
            rl_cli_print_json(json_incref(proof.matrix));
        else if (!rl_interrupted)
            print(arguments, &proof);
        rl_proof_free(&proof);
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
    int status = prove(&arguments, &course);
    rl_course_close(&course);
    rl_list_free(&arguments.labs);
    return status;
}
