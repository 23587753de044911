/* SPDX-License-Identifier: MIT */
/* rl_bench_primitives: measures the primitives side by side with their peers. `racelab bench primitives` runs
 * it. */
#define _GNU_SOURCE
#include "bench.h"

#include <argp.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
    struct bench_options options;
    const char *only; /* one part, or NULL */
    const char *json;
    const char *markdown;
    const char *svg;
};

static const struct part {
    const char *name;
    void (*run)(const struct bench_options *options, struct bench_results *results);
} parts[] = {{"locks", bench_locks},
             {"read-write", bench_read_write},
             {"waiting", bench_waiting},
             {"queues", bench_queues},
             {"rcu", bench_rcu}};

static const struct argp_option options[] = {
    {"only", 'o', "PART", 0, "Measure one part: locks, read-write, waiting, queues or rcu", 0},
    {"ms", 'm', "N", 0, "Milliseconds of one measurement (default 60)", 0},
    {"repeats", 'r', "N", 0, "Repeat each; the best counts (default 3)", 0},
    {"threads", 't', "N", 0, "1, 2, 4, 8 threads up to N (default 8)", 0},
    {"quick", 'q', NULL, 0, "Rough: 10 ms, once", 0},
    {"json", 'j', "FILE", 0, "Write JSON too", 0},
    {"svg", 's', "FILE", 0, "Write a plot too", 0},
    {"markdown", 'd', "FILE", 0, "Write a Markdown page too", 0},
    {0}};

static unsigned positive(const char *text, unsigned most, struct argp_state *state)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || value == 0 || value > most)
        argp_error(state, "%s is not a number from 1 to %u", text, most);
    return (unsigned)value;
}

static const struct part *find_part(const char *name)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(parts[i].name, name) == 0)
            return &parts[i];
    }
    return NULL;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'o':
        if (!find_part(value))
            argp_error(state, "no part %s. There are locks, read-write, waiting, queues and rcu", value);
        arguments->only = value;
        break;
    case 'm':
        arguments->options.ms = positive(value, 60000, state);
        break;
    case 'r':
        arguments->options.repeats = positive(value, 100, state);
        break;
    case 't':
        arguments->options.threads_max = positive(value, BENCH_THREADS_MAX, state);
        break;
    case 'q':
        arguments->options.ms = 10;
        arguments->options.repeats = 1;
        break;
    case 'j':
        arguments->json = value;
        break;
    case 's':
        arguments->svg = value;
        break;
    case 'd':
        arguments->markdown = value;
        break;
    case ARGP_KEY_ARG:
        argp_error(state, "%s is not an option. See --help", value);
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static bool write_to(const char *path, const struct bench_results *results,
                     bool (*write)(FILE *file, const struct bench_results *results))
{
    if (!path)
        return true;
    FILE *file = fopen(path, "w");
    bool done = file && write(file, results);
    if (file && fclose(file) != 0)
        done = false;
    if (!done)
        fprintf(stderr, "racelab: %s cannot be written. Give a path in a folder that you may write to.\n",
                path);
    return done;
}

int main(int argc, char **argv)
{
    static const struct argp argp = {
        options, parse, NULL, "Measures the primitives beside glibc's, ck's and liburcu's.",
        NULL,    NULL,  NULL};
    struct arguments arguments = {.options = {.ms = 60, .repeats = 3, .threads_max = 8, .progress = true}};
    struct bench_results results = {NULL, 0};
    argp_err_exit_status = 2;
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    bench_machine();
    bench_calibrate();
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!arguments.only || strcmp(arguments.only, parts[i].name) == 0)
            parts[i].run(&arguments.options, &results);
    }
#ifndef RL_BENCH_CK
    fprintf(stderr,
            "racelab: built without Concurrency Kit, so it is not among the peers. Install libck-dev.\n");
#endif
    bool written = bench_write_text(stdout, &results) &&
                   write_to(arguments.json, &results, bench_write_json) &&
                   write_to(arguments.svg, &results, bench_write_svg) &&
                   write_to(arguments.markdown, &results, bench_write_markdown);
    free(results.items);
    return written ? 0 : 4;
}
