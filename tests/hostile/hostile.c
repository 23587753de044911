/* SPDX-License-Identifier: MIT */
/* hostile [--rounds=N] [--loaded=N] LABS COMPILER [NAME…]: judges the hostile corpus in the sandbox. Every
 * case gets the verdict that its file declares, none passes, and afterwards nothing was reached and nothing
 * is left. Status 0, or 1 with the cases named; 77 where this machine has no sandbox in which that can be
 * tried.
 *
 * Run by hand, with more than one round (--loaded: so many more while every processor is kept busy by LOAD
 * others): each case's whole verdict is compared with that of the first round, and each difference is shown.
 */
#include "corpus.h"
#include "world.h"

#include "grader/judge.h"
#include "grader/load.h"
#include "grader/pool.h"
#include "grader/prove_repeat.h"
#include "sanitizers/sandbox.h"
#include "sanitizers/workdir.h"
#include "grader/words.h"

#include <getopt.h>
#include <glob.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SECONDS = 8, SKIPPED = 77, LEAST_CASES = 60, OBSERVERS_MOST = 8, LOAD = 2, ROUNDS_MOST = 1000 };

struct rounds {
    unsigned idle, loaded;
};

struct judging {
    const struct rl_lab *lab;
    struct rl_manifest *manifest;
    const char *compiler;
    struct hostile_case *cases;
    json_t **first; /* of each case: its verdict in the first round; written by whoever judges the case */
    size_t len;
    unsigned round; /* from 1 */
    atomic_uint bad, skipped, differing;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Two observers are enough for most: each costs a build. */
static void choose_observers(const struct hostile_case *one, const struct rl_observer **out)
{
    char *names = rl_text_copy(*one->watched ? one->watched : "explore native"), *rest = names;
    size_t len = 0;
    for (char *name; len + 1 < OBSERVERS_MOST && (name = strtok_r(rest, " ", &rest));)
        if (rl_observer_find(name))
            out[len++] = rl_observer_find(name);
    out[len] = NULL;
    free(names);
}

static bool has_needs(const struct hostile_case *one)
{
    const struct rl_sandbox_layers *layers = rl_sandbox_probe();
    if (!*one->needs)
        return true;
    for (int i = 0; i < RL_SANDBOX_MECHANISM_COUNT; i++)
        if (strcmp(layers->mechanism[i].name, one->needs) == 0)
            return layers->mechanism[i].holds;
    return false;
}

static void report(struct judging *with, const struct hostile_case *one, const char *verdict,
                   const char *reason, double seconds)
{
    char *wanted = rl_text_format(" %s ", verdict);
    /* The first line of the list of users: it must never come out. */
    bool good = strstr(one->expect, wanted) && (!*one->says || strstr(reason, one->says)) &&
                !strstr(reason, "root:x:");
    if (!good)
        atomic_fetch_add(&with->bad, 1);
    if (!good || with->round == 1)
        printf("%-4s %-28s %-13s %5.1fs  by %-12s %.*s\n", good ? "ok" : "BAD", one->name, verdict, seconds,
               one->by, (int)strcspn(reason, "\n"), reason);
    if (!good)
        printf("     told: %.300s\n     expected:%s%s%s\n", reason, one->expect, *one->says ? "saying " : "",
               one->says);
    fflush(stdout);
    free(wanted);
}

/* Takes the verdict. */
static void compare(struct judging *with, size_t index, json_t *verdict)
{
    struct rl_list fields = RL_LIST_INIT;
    json_t **first = &with->first[index];
    rl_repeat_strip(verdict);
    if (!*first)
        *first = json_incref(verdict);
    else if (!rl_repeat_compare(*first, verdict, &fields))
        atomic_fetch_add(&with->differing, 1);
    for (size_t i = 0; i < fields.length; i++)
        printf("DIFFERS %s: round %u: %s\n", with->cases[index].name, with->round, fields.items[i]);
    fflush(stdout);
    rl_list_free(&fields);
    json_decref(verdict);
}

/* All that a learner would be told: the reason, and the compiler's words. */
static char *told(const struct rl_verdict *verdict)
{
    struct rl_text text = RL_TEXT_INIT;
    rl_text_add(&text, verdict->reason ? verdict->reason : "");
    for (int i = 0; i < RL_WATCH_COUNT; i++)
        for (size_t j = 0; j < verdict->evidence.watch[i].len; j++) {
            const struct rl_observation *run = &verdict->evidence.watch[i].runs[j];
            rl_text_addf(&text, "\n%s%s", run->compiler_output ? run->compiler_output : "",
                         run->output ? run->output : "");
        }
    return rl_text_take(&text);
}

static void judge_one(void *ctx, size_t index)
{
    struct judging *with = ctx;
    const struct hostile_case *one = &with->cases[index];
    const struct rl_observer *observers[OBSERVERS_MOST];
    struct rl_submission submission;
    char *why = NULL, *folder = rl_workdir_create(&why), *path = rl_text_format("%s/handed-in.c", folder);
    double began = now();
    if (!has_needs(one)) {
        if (with->round == 1)
            printf("skip %-28s needs %s\n", one->name, one->needs);
        with->skipped += with->round == 1;
    } else if (!rl_text_write_file(path, one->text, strlen(one->text)) ||
               rl_intake_file(path, with->manifest->source, &submission, &why) != RL_INTAKE_OK) {
        report(with, one, "intake", why ? why : "", now() - began);
        compare(with, index, json_pack("{s:o}", "intake", rl_json_string(why)));
    } else {
        struct rl_verdict verdict;
        choose_observers(one, observers);
        struct rl_judge_options options = {.observers = observers, .compiler = with->compiler, .jobs = 1};
        rl_judge(with->lab, with->manifest, &submission, &options, &verdict);
        char *words = told(&verdict);
        report(with, one, rl_verdict_name(verdict.kind), words, now() - began);
        compare(with, index, rl_judge_json(with->lab, with->manifest, &submission, one->name, &verdict));
        free(words);
        rl_verdict_free(&verdict);
        rl_submission_free(&submission);
    }
    rl_workdir_remove(folder);
    free(path);
    free(why);
}

/* The same for all, and short. */
static void simplify(struct rl_manifest *manifest)
{
    manifest->time = SECONDS;
    manifest->scale_steps_count = 1;
    manifest->runs.tsan = manifest->runs.asan = manifest->runs.native = 1;
    manifest->scale.tsan = manifest->scale.asan = manifest->scale.native = RL_SCALE_SMALL;
}

static bool is_wanted(const char *name, char *const *names)
{
    for (char *const *part = names; *part; part++)
        if (strstr(name, *part))
            return true;
    return !*names;
}

static void read_cases(struct judging *with, const struct world *world, char *const *names)
{
    char *base = rl_text_format("%s/fixes/mutex.c", with->lab->folder);
    struct hostile_places places = {.other = world->other,
                                    .socket = world->socket,
                                    .port = world->port,
                                    .base = rl_text_read_file(base, NULL)};
    glob_t found;
    if (glob(RL_HOSTILE "/*/*.c", 0, NULL, &found) != 0) {
        fprintf(stderr, "there is no corpus in " RL_HOSTILE "\n");
        exit(2);
    }
    with->cases = rl_alloc(found.gl_pathc * sizeof *with->cases);
    with->first = rl_alloc(found.gl_pathc * sizeof(json_t *));
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const char *name = found.gl_pathv[i] + strlen(RL_HOSTILE "/");
        char *plain = rl_text_format("%.*s", (int)strlen(name) - 2, name);
        if (is_wanted(plain, names))
            hostile_case_read(found.gl_pathv[i], plain, &places, world->witness, &with->cases[with->len++]);
        free(plain);
    }
    globfree(&found);
    free((char *)places.base);
    free(base);
}

/* false: something was reached or is left. */
static bool judge_round(struct judging *with, const struct world *world)
{
    double began = now();
    unsigned differing = with->differing;
    with->round++;
    rl_pool_run(with->len, 0, judge_one, NULL, with);
    bool untouched = world_is_untouched(world);
    if (with->round > 1)
        printf("round %u: %.0f s, %u verdicts differ from the first round's\n", with->round, now() - began,
               with->differing - differing);
    fflush(stdout);
    return untouched;
}

static bool judge_loaded(struct judging *with, const struct world *world, unsigned rounds)
{
    struct rl_load load;
    char *why = NULL;
    if (!rl_load_start(LOAD, &load, &why)) {
        fprintf(stderr, "%s\n", why);
        exit(2);
    }
    printf("now with %d busy processes on each processor\n", LOAD);
    bool untouched = true;
    for (unsigned i = 0; i < rounds; i++)
        untouched = judge_round(with, world) && untouched;
    rl_load_stop(&load);
    return untouched;
}

static int judge_all(struct judging *with, const struct world *world, const struct rounds *rounds)
{
    bool untouched = true;
    for (unsigned i = 0; i < rounds->idle; i++)
        untouched = judge_round(with, world) && untouched;
    if (rounds->loaded > 0)
        untouched = judge_loaded(with, world, rounds->loaded) && untouched;
    printf("%zu hostile submissions: %u got another verdict than declared, %u skipped; %s\n", with->len,
           with->bad, with->skipped,
           untouched ? "nothing was reached, nothing is left" : "something was reached or is left");
    if (with->round > 1)
        printf("%u rounds: %u verdicts differ from the first round's\n", with->round, with->differing);
    for (size_t i = 0; i < with->len; i++) {
        hostile_case_free(&with->cases[i]);
        json_decref(with->first[i]);
    }
    free(with->cases);
    free(with->first);
    return with->bad || with->differing || !untouched;
}

/* Answers the index of LABS. */
static int read_call(int argc, char **argv, struct rounds *rounds)
{
    static const struct option options[] = {
        {"rounds", required_argument, NULL, 'r'}, {"loaded", required_argument, NULL, 'l'}, {0}};
    bool good = true;
    for (int key; (key = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        char *end = NULL;
        unsigned long value = optarg ? strtoul(optarg, &end, 10) : 0;
        good = good && end && !*end && value > 0 && value <= ROUNDS_MOST;
        if (key == 'r')
            rounds->idle = (unsigned)value;
        else if (key == 'l')
            rounds->loaded = (unsigned)value;
        else
            good = false;
    }
    if (!good || argc - optind < 2) {
        fprintf(stderr, "usage: hostile [--rounds=N] [--loaded=N] LABS COMPILER [NAME…]\n");
        exit(2);
    }
    return optind;
}

int main(int argc, char **argv)
{
    struct rounds rounds = {.idle = 1};
    char **call = argv + read_call(argc, argv, &rounds), **names = call + 2;
    const struct rl_sandbox_layers *layers = rl_sandbox_probe();
    if (!layers->enough) {
        printf("skipped, all of it: %s\n", layers->advice);
        return SKIPPED;
    }
    rl_sandbox_use(true);
    struct world world;
    struct rl_course course;
    struct rl_list problems = RL_LIST_INIT;
    char *why = NULL;
    world_make(&world);
    struct judging with = {.compiler = call[1]};
    char *labs = realpath(call[0], NULL); /* the sandbox knows no current folder */
    if (!rl_course_open(labs ? labs : call[0], &course, &why) ||
        !(with.lab = rl_course_find(&course, "counter-lost-update", &why)) ||
        !(with.manifest = rl_lab_manifest(with.lab, &problems))) {
        fprintf(stderr, "%s\n", why ? why : problems.items[0]);
        return 2;
    }
    simplify(with.manifest);
    read_cases(&with, &world, names);
    bool enough = *names || with.len >= LEAST_CASES;
    int status = judge_all(&with, &world, &rounds);
    if (!enough)
        printf("fewer than %d cases\n", LEAST_CASES);
    rl_manifest_free(with.manifest);
    rl_course_close(&course);
    free(labs);
    world_free(&world);
    return status || !enough;
}
