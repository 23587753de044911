/* SPDX-License-Identifier: MIT */
/* A good manifest is read; every kind of bad one is refused with its file, its line, and what was expected.
 */
#include "fixture.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

static void reads_everything(void)
{
    struct rl_list problems = RL_LIST_INIT;
    struct rl_manifest *manifest = rl_manifest_read(RL_FIXTURES "/labs/90-fixture/tally", "tally", &problems);
    for (size_t i = 0; i < problems.length; i++)
        RL_FAIL("%s", problems.items[i]);
    rl_list_free(&problems);
    RL_ASSERT_NOT_NULL(manifest);
    RL_EXPECT_EQ(RL_LAB_FIX, manifest->kind);
    RL_EXPECT_STREQ("Two hands keep one tally", manifest->title);
    RL_EXPECT_EQ(RL_HAZARD_DATA_RACE, *manifest->hazard);
    RL_EXPECT_EQ(366U, manifest->cwe[0]);
    RL_EXPECT_EQ(2U, manifest->scale_steps_count);
    RL_EXPECT_EQ(2U, rl_manifest_runs(manifest, RL_WATCH_TSAN));
    RL_EXPECT_EQ(1U, rl_manifest_runs(manifest, RL_WATCH_EXPLORE));
    RL_EXPECT_EQ(RL_SCALE_DEFAULT, rl_manifest_scale(manifest, RL_WATCH_EXPLORE));
    RL_EXPECT_EQ(RL_SCALE_LARGE, rl_manifest_scale(manifest, RL_WATCH_NATIVE));
    RL_EXPECT_EQ(6, (int)manifest->files_count);
    const struct rl_manifest_file *file = rl_manifest_file(manifest, "wrong/answer.c");
    RL_ASSERT_NOT_NULL(file);
    RL_EXPECT_EQ(RL_AXIS_CORRECT, *file->axis);
    RL_EXPECT_EQ(RL_HAZARD_ASSERTION, *file->watch[RL_WATCH_EXPLORE]->primary);
    RL_EXPECT_EQ(RL_HAZARD_ASSERTION, file->watch[RL_WATCH_NATIVE]->always[0]);
    RL_EXPECT_TRUE(
        rl_expectation_is_clean(rl_manifest_file(manifest, "fixes/mutex.c")->watch[RL_WATCH_TSAN]));
    RL_EXPECT_FALSE(rl_expectation_is_clean(file->watch[RL_WATCH_NATIVE]));
    RL_EXPECT_EQ(RL_OUTCOME_FORBIDDEN, rl_manifest_outcome(manifest, "tally=short")->class);
    RL_EXPECT_NULL(rl_manifest_outcome(manifest, "tally=over"));
    rl_manifest_free(manifest);
}

static void reads_short_forms(void)
{
    struct fixture fixture = fixture_make();
    struct rl_list problems = RL_LIST_INIT;
    fixture_replace(&fixture, "lab.yaml", "    asan: {may: [assertion]}\n    native: {may: [assertion]}",
                    "    asan: hang\n    native: {status: compile_error} # \xc3\xa4 before and after");
    struct rl_manifest *manifest = rl_manifest_read(fixture.lab, "tally", &problems);
    RL_ASSERT_NOT_NULL(manifest);
    const struct rl_manifest_file *file = rl_manifest_file(manifest, "buggy.c");
    RL_EXPECT_EQ(1U, file->watch[RL_WATCH_ASAN]->always_count);
    RL_EXPECT_EQ(RL_HAZARD_HANG, file->watch[RL_WATCH_ASAN]->always[0]);
    RL_EXPECT_EQ(RL_RUN_COMPILE_ERROR, *file->watch[RL_WATCH_NATIVE]->status);
    rl_manifest_free(manifest);
    rl_list_free(&problems);
    fixture_free(&fixture);
}

static void outcomes_match_by_star(void)
{
    RL_EXPECT_TRUE(rl_outcome_matches("total=*", "total=7"));
    RL_EXPECT_TRUE(rl_outcome_matches("*", "anything"));
    RL_EXPECT_TRUE(rl_outcome_matches("total=7", "total=7"));
    RL_EXPECT_FALSE(rl_outcome_matches("total=7", "total=77"));
    RL_EXPECT_FALSE(rl_outcome_matches("total=*", "tot"));
}

/* One change of the good manifest, and what must be said of it. */
struct change {
    const char *from, *to, *said;
};

static void refuses(const void *param)
{
    const struct change *change = param;
    struct fixture fixture = fixture_make();
    struct rl_list problems = RL_LIST_INIT;
    fixture_replace(&fixture, "lab.yaml", change->from, change->to);
    struct rl_manifest *manifest = rl_manifest_read(fixture.lab, "tally", &problems);
    RL_EXPECT_NULL(manifest);
    char *all = rl_list_join(&problems, "\n");
    RL_EXPECT_CONTAINS(all, change->said);
    free(all);
    rl_manifest_free(manifest);
    rl_list_free(&problems);
    fixture_free(&fixture);
}

static void tells_every_mistake_at_once(void)
{
    struct fixture fixture = fixture_make();
    struct rl_list problems = RL_LIST_INIT;
    fixture_replace(&fixture, "lab.yaml", "kind: fix", "kind: fixx");
    fixture_replace(&fixture, "lab.yaml", "budget: 1000", "budgte: 1000");
    RL_EXPECT_NULL(rl_manifest_read(fixture.lab, "tally", &problems));
    RL_EXPECT_EQ(2, (int)problems.length);
    rl_list_free(&problems);
    fixture_free(&fixture);
}

static void says_that_there_is_none(void)
{
    struct fixture fixture = fixture_make();
    struct rl_list problems = RL_LIST_INIT;
    fixture_remove(&fixture, "lab.yaml");
    RL_EXPECT_NULL(rl_manifest_read(fixture.lab, "tally", &problems));
    RL_ASSERT_EQ(1, (int)problems.length);
    RL_EXPECT_CONTAINS(problems.items[0], "tally/lab.yaml: cannot be read: No such file");
    rl_list_free(&problems);
    fixture_write(&fixture, "lab.yaml", "");
    RL_EXPECT_NULL(rl_manifest_read(fixture.lab, "tally", &problems));
    RL_ASSERT_EQ(1, (int)problems.length);
    RL_EXPECT_CONTAINS(problems.items[0], "tally/lab.yaml:1: the file is empty");
    rl_list_free(&problems);
    fixture_free(&fixture);
}

static void says_that_a_file_is_not_declared(void)
{
    struct fixture fixture = fixture_make();
    struct rl_list problems = RL_LIST_INIT;
    fixture_write(&fixture, "wrong/forgotten.c", "int x;\n");
    RL_EXPECT_NULL(rl_manifest_read(fixture.lab, "tally", &problems));
    RL_ASSERT_EQ(1, (int)problems.length);
    RL_EXPECT_CONTAINS(problems.items[0], "wrong/forgotten.c is in the lab's folder and not declared");
    rl_list_free(&problems);
    fixture_free(&fixture);
}

static const struct change unknown_key = {
    "symptom:", "symtom:", "tally/lab.yaml:7: manifest: unknown key \"symtom\"; did you mean symptom?"};
static const struct change missing_key = {"symptom: The tally is short.\n", "",
                                          "tally/lab.yaml:2: manifest: key \"symptom\" is missing"};
static const struct change wrong_kind = {
    "kind: fix", "kind: fx",
    "tally/lab.yaml:3: kind: found \"fx\", expected one of fix, calibrate, measure, build, process"};
static const struct change nearest_value = {"memory_model: sc", "memory_model: c12", "; did you mean c11?"};
static const struct change unknown_hazard = {
    "primary: assertion", "primary: asertion",
    "tally/lab.yaml:58: primary: found \"asertion\", expected one of "};
static const struct change hazard_in_list = {"tsan: {always: [assertion]}", "tsan: {always: [data-rice]}",
                                             "tally/lab.yaml:60: always: found \"data-rice\""};
static const struct change not_a_number = {"budget: 1000", "budget: many",
                                           "tally/lab.yaml:15: budget: found \"many\", expected a number"};
static const struct change negative = {"budget: 1000", "budget: -1",
                                       "tally/lab.yaml:15: budget: found \"-1\", expected a number"};
static const struct change not_a_list = {"cwe: [366]", "cwe: 366",
                                         "tally/lab.yaml:8: cwe: found \"366\", expected a list"};
static const struct change not_a_map = {"weights: {safe: 40, live: 20, correct: 30, concurrent: 10}",
                                        "weights: [40]",
                                        "tally/lab.yaml:18: weights: found a list, expected a mapping"};
static const struct change no_text = {"title: Two hands keep one tally",
                                      "title:", "tally/lab.yaml:4: title: found nothing, expected a text"};
static const struct change weights = {
    "safe: 40", "safe: 41", "tally/lab.yaml:18: weights: safe, live, correct and concurrent sum to 101"};
static const struct change twice = {"budget: 1000", "budget: 1000\nbudget: 1",
                                    "key \"budget\" stands here twice"};
static const struct change no_such_file = {
    "  wrong/alone.c:", "  wrong/alonely.c:", "tally/lab.yaml:63: files: there is no file wrong/alonely.c"};
static const struct change no_header = {"source: tally.c", "source: telly.c",
                                        "tally/lab.yaml:10: source: \"telly.c\" is named after telly.h"};
static const struct change other_group = {
    "group: 90-fixture", "group: 91-fixture",
    "tally/lab.yaml:5: group: found \"91-fixture\", expected \"90-fixture\""};
static const struct change unknown_outcome = {
    "outcomes: [\"tally=short\"]", "outcomes: [\"tally=shrt\"]",
    "wrong/answer.c: \"tally=shrt\" is not among the lab's outcomes"};
static const struct change no_axis = {"    axis: concurrent\n", "",
                                      "wrong/alone.c: a wrong fix needs its idea and the axis"};
static const struct change no_mechanism = {"    mechanism: mutex\n", "",
                                           "fixes/mutex.c: a fix needs its mechanism"};
static const struct change one_step = {
    "scale_steps: [0, 1]", "scale_steps: [0]",
    "tally/lab.yaml:14: scale_steps: a lab of kind fix needs two steps or more"};
static const struct change two_hints = {"  - It reads before it writes.\n", "",
                                        "hints: a lab of kind fix needs three hints"};
static const struct change other_primary = {
    "primary: data-race, may_also: [assertion", "primary: deadlock, may_also: [assertion",
    "its primary hazard is deadlock, and the lab's hazard is data-race"};
static const struct change watch_word = {"    native: {may: [assertion]}", "    native: fine",
                                         "native: found \"fine\", expected clean, hang, or a map"};
static const struct change no_watch = {"    explore: {primary: not-concurrent}\n", "",
                                       "wrong/alone.c: what explore says of it is missing"};
static const struct change no_yaml = {"cwe: [366]", "cwe: [366", "not YAML"};
static const struct change colon_in_text = {"title: Two hands keep one tally", "title: Two hands: one tally",
                                            "tally/lab.yaml:4: not YAML: mapping values are not allowed in "
                                            "this context; a text that holds \": \" must stand in quotes"};
static const struct change other_format = {"format: 1", "format: 2",
                                           "tally/lab.yaml:2: format: found 2, expected 1"};

static const struct change built_of_what = {"kind: fix", "kind: build",
                                            "without: a lab of kind build needs what would build it already"};

#define REFUSES(name) RL_CASE_P(refuses, #name, &name)
static const struct rl_case cases[] = {RL_CASE(reads_everything),
                                       RL_CASE(reads_short_forms),
                                       RL_CASE(outcomes_match_by_star),
                                       REFUSES(unknown_key),
                                       REFUSES(missing_key),
                                       REFUSES(wrong_kind),
                                       REFUSES(nearest_value),
                                       REFUSES(unknown_hazard),
                                       REFUSES(hazard_in_list),
                                       REFUSES(not_a_number),
                                       REFUSES(negative),
                                       REFUSES(not_a_list),
                                       REFUSES(not_a_map),
                                       REFUSES(no_text),
                                       REFUSES(weights),
                                       REFUSES(twice),
                                       REFUSES(no_such_file),
                                       REFUSES(no_header),
                                       REFUSES(other_group),
                                       REFUSES(unknown_outcome),
                                       REFUSES(no_axis),
                                       REFUSES(no_mechanism),
                                       REFUSES(one_step),
                                       REFUSES(built_of_what),
                                       REFUSES(two_hints),
                                       REFUSES(other_primary),
                                       REFUSES(watch_word),
                                       REFUSES(no_watch),
                                       REFUSES(no_yaml),
                                       REFUSES(colon_in_text),
                                       REFUSES(other_format),
                                       RL_CASE(tells_every_mistake_at_once),
                                       RL_CASE(says_that_there_is_none),
                                       RL_CASE(says_that_a_file_is_not_declared),
                                       RL_CASE_END};
RL_SUITE(manifest, cases);
