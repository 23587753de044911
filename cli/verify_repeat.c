/* SPDX-License-Identifier: MIT */
/* Repeats the judging of labs, on a machine that is made busy if asked for, and says which verdicts vary. */
#include "verify_repeat.h"

#include "grader/load.h"
#include "grader/prove_repeat.h"
#include "sanitizers/process.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_EVERY = 60 }; /* seconds, where nobody looks at a terminal */

struct showing {
    const struct rl_verify_repeat *how;
    struct timespec begin;
    double next; /* seconds after begin */
};

static double passed(const struct showing *with)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - with->begin.tv_sec) + (double)(now.tv_nsec - with->begin.tv_nsec) / 1e9;
}

static void tick(void *ctx, const struct rl_repeat_progress *progress)
{
    struct showing *with = ctx;
    char *line = rl_text_format("%zu of %zu files done, %zu verdict%s differ%s, now round %u of %u of %s",
                                progress->done, progress->files, progress->differing,
                                progress->differing == 1 ? "" : "s", progress->differing == 1 ? "s" : "",
                                progress->round, with->how->rounds, progress->now);
    rl_cli_progress("%s …", line);
    if (!isatty(STDERR_FILENO) && passed(with) >= with->next) {
        fprintf(stderr, "%s\n", line);
        with->next += LINE_EVERY;
    }
    free(line);
}

static void print(const struct rl_verify_repeat *how, const struct rl_repeat *repeat, double seconds)
{
    const struct rl_style *style = rl_cli_style(stdout);
    for (size_t i = 0; i < repeat->differences.length; i++)
        printf("%s\n", repeat->differences.items[i]);
    for (size_t i = 0; i < repeat->problems.length; i++)
        printf("%s\n", repeat->problems.items[i]);
    printf("first round:");
    for (int i = 0; i < RL_VERDICT_COUNT; i++)
        if (repeat->kinds[i] > 0)
            printf(" %zu %s", repeat->kinds[i], rl_verdict_name((enum rl_verdict_kind)i));
    bool same = repeat->differing == 0 && repeat->problems.length == 0;
    printf("\n%s%s%s: %zu files, %u rounds, %zu verdicts, %zu differ, %zu problem%s; %.0f s",
           same ? style->green : style->red, same ? "the same every time" : "not the same every time",
           style->off, repeat->files, how->rounds, repeat->verdicts, repeat->differing,
           repeat->problems.length, repeat->problems.length == 1 ? "" : "s", seconds);
    if (how->load)
        printf(", with %u busy processes on each processor", how->load);
    putchar('\n');
}

static bool save(const char *path, const json_t *verdicts)
{
    bool good = json_dump_file(verdicts, path, JSON_INDENT(1)) == 0;
    if (!good)
        rl_cli_error("cannot write %s; the verdicts are not saved", path);
    return good;
}

/* *before stays NULL where none is asked for. */
static bool read_before(const char *path, json_t **before)
{
    json_error_t error;
    *before = path ? json_load_file(path, 0, &error) : NULL;
    if (path && !json_is_object(*before)) {
        rl_cli_error("cannot read verdicts from %s; write them with --save first", path);
        json_decref(*before);
        *before = NULL;
        return false;
    }
    return true;
}

static int run(const struct rl_verify_repeat *how, const struct rl_lab *const *labs, size_t count,
               const json_t *before)
{
    struct showing showing = {.how = how, .next = LINE_EVERY};
    struct rl_repeat_options options = {.compiler = how->compiler,
                                        .jobs = how->jobs,
                                        .rounds = how->rounds,
                                        .against = before,
                                        .tick = tick,
                                        .ctx = &showing};
    struct rl_repeat repeat;
    clock_gettime(CLOCK_MONOTONIC, &showing.begin);
    rl_cli_progress_begin();
    rl_repeat_run(labs, count, &options, &repeat);
    rl_cli_progress_end();
    int status = repeat.differing > 0 || repeat.problems.length > 0 ? RL_CLI_FAIL : RL_CLI_OK;
    if (how->json && !rl_interrupted)
        rl_cli_print_json(rl_repeat_json(&repeat));
    else
        print(how, &repeat, passed(&showing));
    if (how->save && !rl_interrupted && !save(how->save, repeat.kept))
        status = RL_CLI_INFRA;
    rl_repeat_free(&repeat);
    return status;
}

int rl_cli_verify_repeat(const struct rl_verify_repeat *how, const struct rl_lab *const *labs, size_t count)
{
    struct rl_load load = {0};
    json_t *before;
    char *why = NULL;
    if (!read_before(how->against, &before))
        return RL_CLI_USAGE;
    int status = RL_CLI_INFRA;
    if (how->load == 0 || rl_load_start(how->load, &load, &why))
        status = run(how, labs, count, before);
    else
        rl_cli_error("%s", why);
    rl_load_stop(&load);
    free(why);
    json_decref(before);
    return status;
}
