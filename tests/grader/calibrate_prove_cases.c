/* SPDX-License-Identifier: MIT */
/* verify-labs proves the calibrate fixture, and refuses it after each of these changes. */
#include "fake.h"
#include "fixture.h"

#include "grader/prove.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

struct change {
    const char *file, *from, *to;
    const char *said; /* contained in the report; NULL: it is a proof */
};

static void proves(const void *param)
{
    const struct change *change = param;
    struct fixture fixture = fixture_make_calibrate();
    struct rl_course course;
    struct rl_proof proof;
    char *why = NULL;
    if (change->file)
        fixture_replace(&fixture, change->file, change->from, change->to);
    if (!rl_course_open(fixture.root, &course, &why))
        RL_FAIL("%s", why);
    const struct rl_lab *labs[] = {&course.labs[0]};
    struct rl_prove_options options = {.observers = fake_observers, .jobs = 2};
    rl_prove(labs, 1, &options, &proof);
    char *report = rl_list_join(&proof.problems, "\n");
    if (change->said)
        RL_EXPECT_CONTAINS(report, change->said);
    else
        RL_EXPECT_STREQ("", report);
    RL_EXPECT_EQ(0, (int)proof.notes.length); /* what is rejected before it runs needs no observer */
    free(report);
    rl_proof_free(&proof);
    rl_course_close(&course);
    fixture_free(&fixture);
}

static const struct change whole = {NULL, NULL, NULL, NULL};
/* The manifest. */
static const struct change two_correct = {
    "lab.yaml", "correct: false", "correct: true",
    "lab.yaml:12: question: found 2 choices with correct: true, expected"};
static const struct change none_correct = {"lab.yaml", "correct: true", "correct: false",
                                           "question: found 0 choices with correct: true"};
static const struct change no_truth = {"lab.yaml", "correct: true", "correct: maybe",
                                       "correct: found \"maybe\", expected true or false"};
static const struct change alike = {"lab.yaml", "text: It can.\n", "text: \"It cannot, for it is fast.\"\n",
                                    "question: the choices a and c are the same"};
static const struct change two_choices = {"lab.yaml", "    - text: It can.\n      reason: It has a gate.\n",
                                          "", "question: found 2 choices, expected 3"};
static const struct change no_reason = {"lab.yaml", "      reason: Nothing is fast enough.\n", "",
                                        "choices: key \"reason\" is missing"};
static const struct change no_tool = {"lab.yaml", "tool: tsan\n", "",
                                      "tool: a lab of kind calibrate needs the tool that is wrong"};
static const struct change judge_as_tool = {"lab.yaml", "tool: tsan", "tool: explore",
                                            "tool: found \"explore\", expected one of tsan, asan, native"};
static const struct change no_question = {"lab.yaml", "kind: calibrate", "kind: fix",
                                          "answer and tool are axes of a calibrate lab, not of fix"};
static const struct change no_weights = {"lab.yaml", "concurrent: 10, answer: 30, tool: 20", "concurrent: 60",
                                         "weights: a lab of kind calibrate needs weights"};
static const struct change declared_guilty = {
    "lab.yaml", "  accused.c:\n    explore: clean\n", "  accused.c:\n    explore: {primary: deadlock}\n",
    "accused.c: the program of a calibrate lab is clean under explore"};
static const struct change declared_silent = {
    "lab.yaml", "hazard: lock-order", "hazard: data-race",
    "accused.c: expected tsan to report the lab's hazard: {always: [data-race]}"};
/* The program that is accused. */
static const struct change silent = {"accused.c", "fake tsan: lock-order@9", "fake tsan: ",
                                     "accused.c: tsan: expected always lock-order, seen clean"};
static const struct change guilty = {
    "accused.c", "fake explore:", "fake explore: deadlock",
    "accused.c: verdict: expected a right program of which the tool reports"};
static const struct change unproven = {"accused.c", "fake explore:", "fake explore: incomplete",
                                       "accused.c: explore: expected a complete search"};
static const struct change answered = {"accused.c", "LAB-ANSWER: ?", "LAB-ANSWER: b",
                                       "accused.c: verdict: expected no answer in it, seen \"b\""};
static const struct change no_todo = {"accused.c", "TODO(lab)", "To do",
                                      "accused.c: expected exactly one TODO(lab), seen 0"};
/* Fixes and wrong ones. */
static const struct change wrong_answer = {"fixes/order.c", "LAB-ANSWER: b", "LAB-ANSWER: a",
                                           "fixes/order.c: verdict: expected the right answer in it"};
static const struct change reported = {
    "fixes/order.c", "/* fake", "/* fake tsan: lock-order@9 */ /* fake",
    "fixes/order.c: verdict: expected pass, seen fail ThreadSanitizer still"};
static const struct change refused = {"fixes/suppressed.c", "because a gate", "a gate",
                                      "fixes/suppressed.c: verdict: expected pass, seen fail say why"};
static const struct change accepted = {"wrong/star.c", "deadlock:*", "deadlock:tally_add",
                                       "wrong/star.c: verdict: expected to fail on the axis tool, seen pass"};
static const struct change other_axis = {"wrong/no-gate.c", "fake explore: deadlock",
                                         "fake explore: data-race",
                                         "wrong/no-gate.c: verdict: expected to fail on the axis live"};
static const struct change not_rejected = {
    "wrong/blind.c", "__attribute__((no_sanitize(\"thread\"))) ", "",
    "wrong/blind.c: verdict: expected rejected, for its axis is untampered, seen pass"};

static const struct change in_other_labs = {"lab.yaml", "axis: live", "axis: tool",
                                            "wrong/no-gate.c: verdict: expected to fail on the axis tool"};

#define PROVES(name) RL_CASE_P(proves, #name, &name)
static const struct rl_case cases[] = {
    PROVES(whole),           PROVES(two_correct), PROVES(none_correct), PROVES(no_truth),
    PROVES(alike),           PROVES(two_choices), PROVES(no_reason),    PROVES(no_tool),
    PROVES(judge_as_tool),   PROVES(no_question), PROVES(no_weights),   PROVES(declared_guilty),
    PROVES(declared_silent), PROVES(silent),      PROVES(guilty),       PROVES(unproven),
    PROVES(answered),        PROVES(no_todo),     PROVES(wrong_answer), PROVES(reported),
    PROVES(refused),         PROVES(accepted),    PROVES(other_axis),   PROVES(in_other_labs),
    PROVES(not_rejected),    RL_CASE_END};
RL_SUITE(calibrate_prove, cases);
