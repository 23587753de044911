/* SPDX-License-Identifier: MIT */
/* A calibrate lab's verdict: the answer, the tool's silence, and which suppressions are accepted. */
#include "fake.h"

#include "grader/calibrate.h"
#include "grader/marks.h"
#include "grader/prove.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

static struct rl_manifest *manifest(const char *name)
{
    struct rl_list problems = RL_LIST_INIT;
    char *folder = rl_text_format(RL_FIXTURES "/%s", name);
    struct rl_manifest *read = rl_manifest_read(folder, "gate", &problems);
    for (size_t i = 0; i < problems.length; i++)
        RL_FAIL("%s", problems.items[i]);
    rl_list_free(&problems);
    free(folder);
    return read;
}

static void add(struct rl_evidence *evidence, enum rl_watcher watcher, const char *specification)
{
    struct rl_watch *watch = &evidence->watch[watcher];
    watch->built = true;
    watch->available = strcmp(specification, "unavailable") != 0;
    if (!watch->available) {
        watch->why_not = rl_text_copy("the canary was not reported");
        return;
    }
    watch->planned = watch->len = 1;
    watch->runs = rl_alloc(sizeof *watch->runs);
    watch->steps = rl_alloc(sizeof *watch->steps);
    fake_observe(watcher, specification, &watch->runs[0]);
}

static void decide(const struct rl_manifest *lab, const char *explore, const char *tsan, const char *asan,
                   struct rl_verdict *verdict)
{
    struct rl_evidence evidence = {0};
    add(&evidence, RL_WATCH_EXPLORE, explore);
    add(&evidence, RL_WATCH_TSAN, tsan);
    add(&evidence, RL_WATCH_ASAN, asan);
    add(&evidence, RL_WATCH_NATIVE, "");
    rl_verdict_decide(lab, &evidence, verdict);
}

struct row {
    const char *explore, *tsan;
    const char *text; /* the learner's file */
    enum rl_verdict_kind kind;
    const char *axes;   /* of answer and tool: p, f, - */
    const char *reason; /* contained in the verdict's; NULL: it has none */
};

static void judges(const void *param)
{
    const struct row *row = param;
    struct rl_manifest *lab = manifest("calibrate/90-fixture/gate");
    struct rl_verdict verdict;
    RL_ASSERT_NOT_NULL(lab);
    decide(lab, row->explore, row->tsan, "", &verdict);
    rl_calibrate(lab, row->text, &verdict);
    RL_ASSERT_NOT_NULL(verdict.calibration);
    const char axes[] = {"-pf"[verdict.calibration->answer.status], "-pf"[verdict.calibration->tool.status],
                         0};
    RL_EXPECT_STREQ(rl_verdict_name(row->kind), rl_verdict_name(verdict.kind));
    RL_EXPECT_STREQ(row->axes, axes);
    if (row->reason)
        RL_EXPECT_CONTAINS(verdict.reason ? verdict.reason : "(none)", row->reason);
    else
        RL_EXPECT_NULL(verdict.reason);
    rl_verdict_free(&verdict);
    rl_manifest_free(lab);
}

#define B              "/* LAB-ANSWER: b */\n"
#define SUPPRESS(rule) "/* LAB-ANSWER: b\n * LAB-SUPPRESS: " rule " */\n"
#define BECAUSE        " because a gate is held\n * around both of them."

static const struct row solved = {"", "", B, RL_VERDICT_PASS, "pp", NULL};
static const struct row capital = {"", "", "// LAB-ANSWER:B\n", RL_VERDICT_PASS, "pp", NULL};
static const struct row twice_the_same = {"", "", B B, RL_VERDICT_PASS, "pp", NULL};
static const struct row unanswered = {
    "", "", "int x;\n", RL_VERDICT_FAIL, "fp", "the question is not answered; write LAB-ANSWER:"};
static const struct row still_a_mark = {
    "", "", "/* LAB-ANSWER: ? */", RL_VERDICT_FAIL, "fp", "the question is not answered"};
static const struct row cut_off = {
    "", "", "LAB-ANSWER:", RL_VERDICT_FAIL, "fp", "the question is not answered"};
static const struct row wrong_answer = {
    "", "", "/* LAB-ANSWER: a */", RL_VERDICT_FAIL, "fp", "the answer a is not right"};
static const struct row no_such_choice = {
    "", "", "/* LAB-ANSWER: d */", RL_VERDICT_FAIL, "fp", "\"d\" is none of the choices a to c"};
static const struct row no_letter = {
    "", "", "/* LAB-ANSWER: bc */", RL_VERDICT_FAIL, "fp", "\"bc\" is none of the choices"};
static const struct row two_answers = {
    "", "", "/* LAB-ANSWER: a */" B, RL_VERDICT_FAIL, "fp", "two answers; leave one"};
static const struct row reported = {
    "", "lock-order", B, RL_VERDICT_FAIL, "pf", "ThreadSanitizer still reports lock-order"};
static const struct row neither = {"",   "lock-order data-race",
                                   "",   RL_VERDICT_FAIL,
                                   "ff", "still reports data-race, lock-order; and the question is"};
/* The program comes first. */
static const struct row not_right = {"deadlock", "", B, RL_VERDICT_FAIL, "p-", NULL};
static const struct row not_complete = {"incomplete", "", B, RL_VERDICT_UNPROVEN, "pp", "not complete"};
static const struct row not_complete_unanswered = {"incomplete",    "",   "",
                                                   RL_VERDICT_FAIL, "fp", "the question is not answered"};
static const struct row no_tool = {
    "", "unavailable", B, RL_VERDICT_INFRA, "p-", "ThreadSanitizer did not run: the canary"};
static const struct row broken_tool = {
    "", "status=infra", B, RL_VERDICT_INFRA, "p-", "ThreadSanitizer: the reason of infra"};
static const struct row tool_gave_up = {"",   "status=unsupported",         B, RL_VERDICT_UNSUPPORTED,
                                        "p-", "ThreadSanitizer: the reason"};
static const struct row no_compile = {"",   "status=compile_error",       B, RL_VERDICT_COMPILE_ERROR,
                                      "p-", "the reason of compile_error"};
/* Suppressions. */
static const struct row suppressed = {
    "", "lock-order@9", SUPPRESS("deadlock:tally_add" BECAUSE), RL_VERDICT_PASS, "pp", NULL};
static const struct row on_one_line = {"",
                                       "lock-order@9",
                                       "// LAB-ANSWER: b\n// LAB-SUPPRESS: deadlock:tally_add because of the "
                                       "gate around it\nint x; /* */",
                                       RL_VERDICT_PASS,
                                       "pp",
                                       NULL};
static const struct row hides_another = {"",
                                         "lock-order@9 data-race@12",
                                         SUPPRESS("deadlock:tally_add" BECAUSE),
                                         RL_VERDICT_FAIL,
                                         "pf",
                                         "ThreadSanitizer still reports data-race"};
static const struct row other_function = {"",
                                          "lock-order@9",
                                          SUPPRESS("deadlock:tally_read" BECAUSE),
                                          RL_VERDICT_FAIL,
                                          "pf",
                                          "ThreadSanitizer still reports lock-order"};
static const struct row part_of_a_name = {"",
                                          "lock-order@9",
                                          SUPPRESS("deadlock:tally" BECAUSE),
                                          RL_VERDICT_FAIL,
                                          "pf",
                                          "still reports lock-order"};
static const struct row hides_nothing = {
    "", "", SUPPRESS("deadlock:tally_add" BECAUSE), RL_VERDICT_FAIL, "pf", "hides nothing"};
static const struct row star = {"",   "lock-order@9",         SUPPRESS("deadlock:*" BECAUSE), RL_VERDICT_FAIL,
                                "pf", "name the one in which"};
static const struct row a_file = {"",
                                  "lock-order@9",
                                  SUPPRESS("deadlock:tally.c" BECAUSE),
                                  RL_VERDICT_FAIL,
                                  "pf",
                                  "without * and without a file"};
static const struct row other_hazard = {"",
                                        "lock-order@9",
                                        SUPPRESS("race:tally_add" BECAUSE),
                                        RL_VERDICT_FAIL,
                                        "pf",
                                        "a suppression of data-race is not accepted"};
static const struct row other_type = {
    "",   "lock-order@9",           SUPPRESS("called_from_lib:tally_add" BECAUSE), RL_VERDICT_FAIL,
    "pf", "write deadlock:FUNCTION"};
static const struct row no_reason = {
    "", "lock-order@9", SUPPRESS("deadlock:tally_add"), RL_VERDICT_FAIL, "pf", "say why the tool is wrong"};
static const struct row no_words = {"",
                                    "lock-order@9",
                                    SUPPRESS("deadlock:tally_add because gate"),
                                    RL_VERDICT_FAIL,
                                    "pf",
                                    "say why the tool is wrong"};
static const struct row two_rules = {"",
                                     "lock-order@9",
                                     SUPPRESS("deadlock:tally_add" BECAUSE)
                                         SUPPRESS("deadlock:tally_read" BECAUSE),
                                     RL_VERDICT_FAIL,
                                     "pf",
                                     "one suppression at most"};
static const struct row not_a_deadlock = {
    "deadlock", "lock-order@9", SUPPRESS("deadlock:tally_add" BECAUSE), RL_VERDICT_FAIL, "p-", NULL};

static void accepts_none_where_the_lab_does_not(void)
{
    struct rl_manifest *lab = manifest("calibrate/90-fixture/gate");
    struct rl_verdict verdict;
    unsigned count = lab->suppressions_count;
    lab->suppressions_count = 0;
    decide(lab, "", "lock-order@9", "", &verdict);
    rl_calibrate(lab, SUPPRESS("deadlock:tally_add" BECAUSE), &verdict);
    RL_EXPECT_STREQ("fail", rl_verdict_name(verdict.kind));
    RL_EXPECT_CONTAINS(verdict.reason, "in this lab no suppression is accepted");
    lab->suppressions_count = count;
    rl_verdict_free(&verdict);
    rl_manifest_free(lab);
}

static void a_second_answer_replaces_the_first(void)
{
    struct rl_manifest *lab = manifest("calibrate/90-fixture/gate");
    struct rl_verdict verdict;
    decide(lab, "", "", "", &verdict);
    rl_calibrate(lab, "LAB-ANSWER: a", &verdict);
    RL_EXPECT_STREQ("fail", rl_verdict_name(verdict.kind));
    rl_calibrate(lab, "LAB-ANSWER: b", &verdict);
    RL_EXPECT_STREQ("pass", rl_verdict_name(verdict.kind));
    RL_EXPECT_NULL(verdict.reason);
    rl_verdict_free(&verdict);
    rl_manifest_free(lab);
}

static void other_labs_have_no_such_axes(void)
{
    struct rl_manifest *lab = manifest("labs/90-fixture/tally");
    struct rl_verdict verdict;
    decide(lab, "", "lock-order", "", &verdict);
    rl_calibrate(lab, "", &verdict);
    RL_EXPECT_NULL(verdict.calibration);
    RL_EXPECT_STREQ("pass", rl_verdict_name(verdict.kind));
    RL_EXPECT_FALSE(rl_calibrate_keeps_going(lab, SUPPRESS("deadlock:tally_add")));
    struct rl_verdict_about about = {
        .manifest = lab, .lab = "l", .lab_id = "l", .file = "f.c", .source = "f.c"};
    json_t *json = rl_verdict_json(&verdict, &about);
    RL_EXPECT_NULL(json_object_get(json, "calibration"));
    RL_EXPECT_EQ((int)RL_AXIS_COUNT, (int)json_object_size(json_object_get(json, "axes")));
    json_decref(json);
    rl_verdict_free(&verdict);
    rl_manifest_free(lab);
}

static const char *text_at(const json_t *object, const char *first, const char *second, const char *third)
{
    object = json_object_get(json_object_get(object, first), second);
    const char *text = json_string_value(third ? json_object_get(object, third) : object);
    return text ? text : "(null)";
}

static void is_told_as_json_and_in_words(void)
{
    struct rl_manifest *lab = manifest("calibrate/90-fixture/gate");
    struct rl_verdict verdict;
    decide(lab, "", "lock-order@9", "", &verdict);
    rl_calibrate(lab, "LAB-ANSWER: c", &verdict);
    struct rl_verdict_about about = {
        .manifest = lab, .lab = "g/gate", .lab_id = "gate", .file = "my.c", .source = "tally.c", .text = ""};
    json_t *json = rl_verdict_json(&verdict, &about);
    RL_EXPECT_STREQ("fail", text_at(json, "axes", "answer", "status"));
    RL_EXPECT_STREQ("fail", text_at(json, "axes", "tool", "status"));
    RL_EXPECT_STREQ("c", text_at(json, "calibration", "answer", "choice"));
    RL_EXPECT_STREQ("Nothing is fast enough.", text_at(json, "calibration", "answer", "reason"));
    RL_EXPECT_STREQ("tsan", text_at(json, "calibration", "tool", "observer"));
    RL_EXPECT_CONTAINS(json_string_value(json_object_get(json, "headline")),
                       "my.c is right, and the lab is not");
    const json_t *reports = json_object_get(json_object_get(json, "this_run"), "reports");
    RL_EXPECT_EQ(1, (int)json_array_size(reports));
    json_t *points = rl_marks_json(json, lab, 10);
    RL_EXPECT_EQ(5, (int)json_integer_value(json_object_get(points, "got"))); /* all but answer and tool */
    json_decref(points);

    char *words = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&words, &length);
    struct rl_verdict_style plain = {"", "", "", "", "", "", 80};
    rl_verdict_print(json, &plain, stream);
    fclose(stream);
    RL_EXPECT_CONTAINS(words, "tool        fail: ThreadSanitizer still reports lock-order");
    RL_EXPECT_CONTAINS(words, "Your answer: c\n  It cannot, for it is fast.\n  Nothing is fast enough.\n");
    RL_EXPECT_CONTAINS(words, "What ThreadSanitizer says still\n\nlock-order: ");
    free(words);
    json_decref(json);
    rl_verdict_free(&verdict);
    rl_manifest_free(lab);
}

static void the_question_does_not_tell_the_answer(void)
{
    struct rl_manifest *lab = manifest("calibrate/90-fixture/gate");
    json_t *json = rl_question_json(lab);
    char *text = json_dumps(json, 0);
    RL_EXPECT_CONTAINS(text, "\"letter\": \"b\"");
    RL_EXPECT_NULL(strstr(text, "correct"));
    RL_EXPECT_NULL(strstr(text, "keeps the two orders apart"));
    free(text);
    json_decref(json);
    rl_manifest_free(lab);
}

/* verify-labs tries every choice on a fix; here the tool fails between the fix's verdict and the trial. */
static void a_choice_that_gets_another_verdict_is_found(void)
{
    struct rl_manifest *lab = manifest("calibrate/90-fixture/gate");
    struct rl_manifest_file fix = {.name = "fixes/order.c"};
    struct rl_lab place = {.name = "g/gate"};
    struct rl_list problems = RL_LIST_INIT;
    struct rl_verdict verdict;
    decide(lab, "", "", "", &verdict);
    rl_calibrate(lab, B, &verdict);
    rl_prove_choices(&place, lab, &fix, B, &verdict, &problems);
    RL_EXPECT_EQ(0, (int)problems.length);
    RL_EXPECT_STREQ("pass", rl_verdict_name(verdict.kind)); /* and the fix's own verdict is back */
    verdict.evidence.watch[RL_WATCH_TSAN].available = false;
    rl_prove_choices(&place, lab, &fix, B, &verdict, &problems);
    char *report = rl_list_join(&problems, "\n");
    RL_EXPECT_CONTAINS(
        report, "g/gate/fixes/order.c: answer a: expected fail, seen infra: the answer a is not right");
    RL_EXPECT_CONTAINS(report, "answer b: expected pass, seen infra");
    RL_EXPECT_CONTAINS(report, "answer missing: expected fail, seen infra");
    free(report);
    rl_list_free(&problems);
    rl_verdict_free(&verdict);
    rl_manifest_free(lab);
}

#define JUDGES(name) RL_CASE_P(judges, #name, &name)
static const struct rl_case cases[] = {JUDGES(solved),
                                       JUDGES(capital),
                                       JUDGES(twice_the_same),
                                       JUDGES(unanswered),
                                       JUDGES(still_a_mark),
                                       JUDGES(cut_off),
                                       JUDGES(wrong_answer),
                                       JUDGES(no_such_choice),
                                       JUDGES(no_letter),
                                       JUDGES(two_answers),
                                       JUDGES(reported),
                                       JUDGES(neither),
                                       JUDGES(not_right),
                                       JUDGES(not_complete),
                                       JUDGES(not_complete_unanswered),
                                       JUDGES(no_tool),
                                       JUDGES(broken_tool),
                                       JUDGES(tool_gave_up),
                                       JUDGES(no_compile),
                                       JUDGES(suppressed),
                                       JUDGES(on_one_line),
                                       JUDGES(hides_another),
                                       JUDGES(other_function),
                                       JUDGES(part_of_a_name),
                                       JUDGES(hides_nothing),
                                       JUDGES(star),
                                       JUDGES(a_file),
                                       JUDGES(other_hazard),
                                       JUDGES(other_type),
                                       JUDGES(no_reason),
                                       JUDGES(no_words),
                                       JUDGES(two_rules),
                                       JUDGES(not_a_deadlock),
                                       RL_CASE(accepts_none_where_the_lab_does_not),
                                       RL_CASE(a_second_answer_replaces_the_first),
                                       RL_CASE(other_labs_have_no_such_axes),
                                       RL_CASE(is_told_as_json_and_in_words),
                                       RL_CASE(a_choice_that_gets_another_verdict_is_found),
                                       RL_CASE(the_question_does_not_tell_the_answer),
                                       RL_CASE_END};
RL_SUITE(calibrate, cases);
