/* SPDX-License-Identifier: MIT */
/* Asking only the observers that can still change the verdict gives the verdict that asking all of them
 * gives. */
#include "grader/fake.h"
#include "grader/fixture.h"

#include "grader/judge.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

static json_t *judge(const char *told, bool needed_only, unsigned long *tsan_runs)
{
    struct fixture fixture = fixture_make();
    struct rl_course course;
    struct rl_list problems = RL_LIST_INIT;
    struct rl_submission submission;
    struct rl_verdict verdict;
    char *why = NULL, *path = rl_text_format("%s/fixes/mutex.c", fixture.lab);
    fixture_write(&fixture, "fixes/mutex.c", told);
    if (!rl_course_open(fixture.root, &course, &why))
        RL_FAIL("%s", why);
    struct rl_manifest *manifest = rl_lab_manifest(&course.labs[0], &problems);
    if (rl_intake_file(path, "tally.c", &submission, &why) != RL_INTAKE_OK)
        RL_FAIL("%s", why);
    struct rl_judge_options options = {.observers = fake_observers, .needed_only = needed_only};
    unsigned long before = fake_runs(RL_WATCH_TSAN);
    rl_judge(&course.labs[0], manifest, &submission, &options, &verdict);
    *tsan_runs = fake_runs(RL_WATCH_TSAN) - before;
    json_t *json = rl_judge_json(&course.labs[0], manifest, &submission, "tally.c", &verdict);
    rl_verdict_free(&verdict);
    rl_submission_free(&submission);
    rl_manifest_free(manifest);
    rl_course_close(&course);
    rl_list_free(&problems);
    free(path);
    fixture_free(&fixture);
    return json;
}

struct told {
    const char *text;
    bool settled; /* by the explorer alone */
};

static const char *const alike[] = {"verdict", "headline", "primary", "findings",
                                    "axes",    "complete", "outcomes"};

static void gives_the_same_verdict(const void *param)
{
    const struct told *told = param;
    unsigned long all_runs, needed_runs;
    json_t *all = judge(told->text, false, &all_runs), *needed = judge(told->text, true, &needed_runs);
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        if (!json_equal(json_object_get(all, alike[i]), json_object_get(needed, alike[i]))) {
            char *left = json_dumps(json_object_get(all, alike[i]), JSON_ENCODE_ANY),
                 *right = json_dumps(json_object_get(needed, alike[i]), JSON_ENCODE_ANY);
            RL_FAIL("%s: %s with all observers, %s with those that are needed", alike[i], left, right);
            free(left);
            free(right);
        }
    RL_EXPECT_NE(0UL, all_runs);
    RL_EXPECT_EQ(told->settled ? 0UL : all_runs, needed_runs);
    char *text = json_dumps(json_object_get(needed, "evidence"), 0);
    RL_EXPECT_EQ(told->settled, strstr(text, "not_needed") != NULL);
    free(text);
    json_decref(all);
    json_decref(needed);
}

#define EXPLORE(words) "/* fake explore: " words " */\n"
#define TSAN(words)    "/* fake tsan: " words " */\n"
#define ASAN(words)    "/* fake asan: " words " */\n"

static const struct told race = {EXPLORE("data-race outcome=tally=short") TSAN("data-race"), true};
static const struct told race_of_a_part = {EXPLORE("data-race incomplete"), true};
static const struct told outcome = {EXPLORE("outcome=tally=short"), true};
static const struct told one_at_a_time = {EXPLORE("outcome=tally=right unmet=counting"), true};
static const struct told no_program = {EXPLORE("status=compile_error") TSAN("status=compile_error"), true};
static const struct told clean = {EXPLORE("outcome=tally=right"), false};
static const struct told opinion = {EXPLORE("outcome=tally=right") TSAN("data-race"), false};
static const struct told leak = {EXPLORE("outcome=tally=right") ASAN("memory-leak"), false};
static const struct told conflict = {EXPLORE("outcome=tally=right") TSAN("assertion"), false};
static const struct told unfinished = {EXPLORE("incomplete"), false};
static const struct told not_modelled = {EXPLORE("status=unsupported") TSAN("data-race"), false};
static const struct told broken = {EXPLORE("status=infra"), false};

static const struct rl_case cases[] = {RL_CASE_P(gives_the_same_verdict, "race", &race),
                                       RL_CASE_P(gives_the_same_verdict, "race_of_a_part", &race_of_a_part),
                                       RL_CASE_P(gives_the_same_verdict, "outcome", &outcome),
                                       RL_CASE_P(gives_the_same_verdict, "one_at_a_time", &one_at_a_time),
                                       RL_CASE_P(gives_the_same_verdict, "no_program", &no_program),
                                       RL_CASE_P(gives_the_same_verdict, "clean", &clean),
                                       RL_CASE_P(gives_the_same_verdict, "opinion", &opinion),
                                       RL_CASE_P(gives_the_same_verdict, "leak", &leak),
                                       RL_CASE_P(gives_the_same_verdict, "conflict", &conflict),
                                       RL_CASE_P(gives_the_same_verdict, "unfinished", &unfinished),
                                       RL_CASE_P(gives_the_same_verdict, "not_modelled", &not_modelled),
                                       RL_CASE_P(gives_the_same_verdict, "broken", &broken),
                                       RL_CASE_END};
RL_SUITE(needed, cases);
