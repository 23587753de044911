/* SPDX-License-Identifier: MIT */
/* verify-labs proves the fixture lab, and refuses it after each of these changes. */
#include "fake.h"
#include "fixture.h"

#include "grader/prove.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

struct change {
    const char *file, *from, *to; /* from NULL: the file becomes `to`; to NULL: the file is removed */
    const char *said;             /* contained in the report; NULL: it is a proof */
};

static char *prove(const struct fixture *fixture, const struct rl_observer *const *observers,
                   struct rl_proof *proof)
{
    struct rl_course course;
    char *why = NULL;
    if (!rl_course_open(fixture->root, &course, &why))
        RL_FAIL("%s", why);
    const struct rl_lab *labs[] = {&course.labs[0]};
    struct rl_prove_options options = {.observers = observers, .jobs = 2};
    rl_prove(labs, 1, &options, proof);
    rl_course_close(&course);
    return rl_list_join(&proof->problems, "\n");
}

static void proves(const void *param)
{
    const struct change *change = param;
    struct fixture fixture = fixture_make();
    struct rl_proof proof;
    if (change->from)
        fixture_replace(&fixture, change->file, change->from, change->to);
    else if (change->to)
        fixture_write(&fixture, change->file, change->to);
    else if (change->file)
        fixture_remove(&fixture, change->file);
    char *report = prove(&fixture, fake_observers, &proof);
    if (change->said)
        RL_EXPECT_CONTAINS(report, change->said);
    else
        RL_EXPECT_STREQ("", report);
    RL_EXPECT_EQ(change->said == NULL, (bool)json_is_true(json_object_get(proof.matrix, "proven")));
    free(report);
    rl_proof_free(&proof);
    fixture_free(&fixture);
}

static void says_what_it_could_not_prove(void)
{
    struct fixture fixture = fixture_make();
    struct rl_proof proof;
    char *report = prove(&fixture, fake_observers_without_explore, &proof);
    RL_EXPECT_STREQ("", report);
    RL_ASSERT_EQ(1, (int)proof.notes.length);
    RL_EXPECT_CONTAINS(proof.notes.items[0], "explore: not part of this racelab");
    free(report);
    rl_proof_free(&proof);
    fixture_free(&fixture);
}

static void refuses_where_tsan_cannot_start(void)
{
    struct fixture fixture = fixture_make();
    struct rl_proof proof;
    char *report = prove(&fixture, fake_observers_that_cannot_start, &proof);
    RL_EXPECT_CONTAINS(report, "buggy.c: tsan: expected always data-race, seen nothing: the canary");
    free(report);
    rl_proof_free(&proof);
    fixture_free(&fixture);
}

static void fills_the_matrix(void)
{
    struct fixture fixture = fixture_make();
    struct rl_proof proof;
    free(prove(&fixture, fake_observers, &proof));
    const json_t *rows = json_object_get(proof.matrix, "matrix"), *row = json_array_get(rows, 0);
    RL_EXPECT_EQ(6, (int)json_array_size(rows));
    RL_EXPECT_STREQ("buggy.c", json_string_value(json_object_get(row, "file")));
    RL_EXPECT_STREQ("fail", json_string_value(json_object_get(row, "verdict")));
    const json_t *cell = json_object_get(row, "explore");
    RL_EXPECT_STREQ("primary data-race; may also assertion, forbidden-outcome",
                    json_string_value(json_object_get(cell, "expected")));
    RL_EXPECT_STREQ("data-race, forbidden-outcome", json_string_value(json_object_get(cell, "seen")));
    rl_proof_free(&proof);
    fixture_free(&fixture);
}

static const struct change whole = {NULL, NULL, NULL, NULL};
/* What observers see is not what is declared. */
static const struct change tsan_silent = {
    "buggy.c", "fake tsan: data-race@9", "-",
    "90-fixture/tally/buggy.c: tsan: expected always data-race, seen clean in run 1 of 4"};
static const struct change tsan_noisy = {"fixes/mutex.c", "/* fake", "/* fake tsan: data-race */ /* fake",
                                         "fixes/mutex.c: tsan: expected clean, seen data-race"};
static const struct change may_not = {"wrong/volatile.c", "/* fake explore",
                                      "/* fake asan: use-after-free */ /* fake explore",
                                      "wrong/volatile.c: asan: expected clean, seen use-after-free"};
/* By chance a run shows what follows from what explore declares, and nothing else. */
static const struct change by_chance = {
    "wrong/volatile.c", "/* fake explore",
    "/* fake asan: assertion outcome=tally=short */ /* fake native: crash */ /* fake explore", NULL};
static const struct change no_chance = {"wrong/alone.c", "/* fake explore",
                                        "/* fake asan: assertion */ /* fake explore",
                                        "wrong/alone.c: asan: expected clean, seen assertion"};
static const struct change no_hang = {
    "wrong/answer.c", "/* fake native:", "/* fake native: hang",
    "wrong/answer.c: native: expected always assertion, seen hang, assertion"};
static const struct change fix_by_chance = {"fixes/mutex.c", "/* fake",
                                            "/* fake native: assertion */ /* fake",
                                            "fixes/mutex.c: native: expected clean, seen assertion"};
static const struct change other_primary = {
    "wrong/answer.c", "fake explore: assertion@9", "fake explore: deadlock assertion@9",
    "wrong/answer.c: explore: expected primary assertion, seen deadlock"};
static const struct change no_primary = {
    "wrong/alone.c", "unmet=hand", "met=hand",
    "wrong/alone.c: explore: expected primary not-concurrent, seen nothing"};
static const struct change not_allowed_too = {
    "wrong/volatile.c", "fake explore: data-race@9", "fake explore: data-race@9 assertion",
    "wrong/volatile.c: explore: expected primary data-race; may also forbidden-outcome, seen data-race, "
    "assertion, forbidden-outcome"};
static const struct change other_axis = {
    "lab.yaml", "axis: concurrent", "axis: live",
    "wrong/alone.c: verdict: expected to fail on the axis live, seen pass there"};
static const struct change not_proven = {
    "fixes/atomic.c", "fake explore:", "fake explore: incomplete",
    "fixes/atomic.c: explore: expected a complete search, seen one that ended after 100 executions"};
static const struct change fix_fails = {"fixes/atomic.c", "fake explore:", "fake explore: data-race",
                                        "fixes/atomic.c: verdict: expected pass, seen fail"};
static const struct change unreached = {
    "buggy.c", " outcome=tally=short", "",
    "buggy.c: explore: outcome \"tally=short\": expected to be reached, not seen"};
static const struct change undeclared = {"fixes/mutex.c", "outcome=tally=right",
                                         "outcome=tally=right outcome=tally=short",
                                         "fixes/mutex.c: explore: outcome \"tally=short\": expected never"};
static const struct change native_outcome = {
    "fixes/mutex.c", "/* fake", "/* fake native: outcome=tally=short */ /* fake",
    "fixes/mutex.c: native: outcome \"tally=short\": expected never"};
static const struct change no_compile = {"fixes/mutex.c", "/* fake",
                                         "/* fake tsan: status=compile_error */ /* fake",
                                         "fixes/mutex.c: tsan: expected status ok, seen compile_error"};
static const struct change warns = {
    "fixes/mutex.c", "/* fake", "/* fake native: words */ /* fake",
    "fixes/mutex.c: compiler: expected no warning, seen \"tally.c:2:3: warning"};
/* The lab is not whole. */
static const struct change two_todos = {"buggy.c", "TODO(lab)", "TODO(lab) TODO(lab)",
                                        "buggy.c: expected exactly one TODO(lab), seen 2"};
static const struct change no_todo = {"buggy.c", "TODO(lab)", "To do",
                                      "buggy.c: expected exactly one TODO(lab), seen 0"};
static const struct change todo_in_fix = {"fixes/mutex.c", "static int", "/* TODO(lab) */ static int",
                                          "fixes/mutex.c: expected no TODO(lab), seen 1"};
static const struct change stray = {"notes.txt", NULL, "x", "90-fixture/tally/notes.txt: a stray file"};
static const struct change stray_below = {"fixes/notes.txt", NULL, "x",
                                          "90-fixture/tally/fixes/notes.txt: a stray file"};
static const struct change binary = {"a.out", NULL, "x", "90-fixture/tally/a.out: a stray file"};
static const struct change one_mechanism = {
    "lab.yaml", "mechanism: atomic", "mechanism: mutex",
    "fixes: expected two fixes or more, by different mechanisms, seen 2 by 1"};
static const struct change promised_mechanism = {"lab.yaml", "mechanisms: [mutex, atomic]",
                                                 "mechanisms: [mutex, atomic, rcu]",
                                                 "mechanisms: expected a fix by rcu, seen none"};
static const struct change bad_manifest = {"lab.yaml", "kind: fix", "kind: fixx",
                                           "lab.yaml:3: kind: found \"fixx\""};
static const struct change long_header = {"tally.h", "/* Adds one.",
                                          "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n/* Adds one.",
                                          "tally.h: expected 30 lines at most, seen 32"};
static const struct change no_scenario = {"scenario.c", NULL, NULL,
                                          "scenario.c: expected in every lab, seen nothing"};
static const struct change no_function = {"lab.yaml", "functions: [tally_add,", "functions: [tally_sub,",
                                          "tally.h: expected a declaration of tally_sub, seen none"};
/* The README. */
static const struct change no_heading = {"README.md", "## Question", "## Quiz",
                                         "README.md: expected the heading \"## Question\", seen none"};
static const struct change short_readme = {"README.md", "- Book 8\n", "",
                                           "README.md: expected 40 lines or more, seen 39"};
static const struct change no_readme = {"README.md", NULL, NULL,
                                        "README.md: expected in every lab, seen nothing"};
static const struct change bad_command = {"README.md", "fixes/mutex.c -pthread", "fixes/mutecs.c -pthread",
                                          "expected a program, seen \"cc1: fatal error: fixes/mutecs.c"};
static const struct change no_command = {"README.md", "clang -g", "cc -g", NULL};

#define PROVES(name) RL_CASE_P(proves, #name, &name)
static const struct rl_case cases[] = {PROVES(whole),
                                       PROVES(tsan_silent),
                                       PROVES(tsan_noisy),
                                       PROVES(may_not),
                                       PROVES(by_chance),
                                       PROVES(no_chance),
                                       PROVES(no_hang),
                                       PROVES(fix_by_chance),
                                       PROVES(other_primary),
                                       PROVES(no_primary),
                                       PROVES(not_allowed_too),
                                       PROVES(other_axis),
                                       PROVES(not_proven),
                                       PROVES(fix_fails),
                                       PROVES(unreached),
                                       PROVES(undeclared),
                                       PROVES(native_outcome),
                                       PROVES(no_compile),
                                       PROVES(warns),
                                       PROVES(two_todos),
                                       PROVES(no_todo),
                                       PROVES(todo_in_fix),
                                       PROVES(stray),
                                       PROVES(stray_below),
                                       PROVES(binary),
                                       PROVES(one_mechanism),
                                       PROVES(promised_mechanism),
                                       PROVES(bad_manifest),
                                       PROVES(long_header),
                                       PROVES(no_scenario),
                                       PROVES(no_function),
                                       PROVES(no_heading),
                                       PROVES(short_readme),
                                       PROVES(no_readme),
                                       PROVES(bad_command),
                                       PROVES(no_command),
                                       RL_CASE(says_what_it_could_not_prove),
                                       RL_CASE(refuses_where_tsan_cannot_start),
                                       RL_CASE(fills_the_matrix),
                                       RL_CASE_END};
RL_SUITE(prove, cases);
