/* SPDX-License-Identifier: MIT */
/* Every row of the table in docs/verdict.md: what is decided from which evidence. */
#include "fake.h"

#include "grader/verdict.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

/* A verdict's evidence, one specification an observer (fake.h); NULL: there is no such observer. */
struct row {
    const char *explore, *tsan, *asan, *native;
    enum rl_verdict_kind kind;
    const char *primary; /* NULL: none */
    const char *axes;    /* of safe, live, correct, concurrent, untampered: p, f, - */
    const char *reason;  /* contained in the verdict's reason */
    enum rl_memory_model model;
};

static struct rl_manifest *manifest(void)
{
    struct rl_list problems = RL_LIST_INIT;
    struct rl_manifest *read = rl_manifest_read(RL_FIXTURES "/labs/90-fixture/tally", "tally", &problems);
    rl_list_free(&problems);
    return read;
}

static void add(struct rl_evidence *evidence, enum rl_watcher watcher, const char *specification)
{
    struct rl_watch *watch = &evidence->watch[watcher];
    if (!specification)
        return;
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

static void decide(const struct row *row, struct rl_manifest *lab, struct rl_verdict *verdict)
{
    struct rl_evidence evidence = {0};
    add(&evidence, RL_WATCH_EXPLORE, row->explore);
    add(&evidence, RL_WATCH_TSAN, row->tsan);
    add(&evidence, RL_WATCH_ASAN, row->asan);
    add(&evidence, RL_WATCH_NATIVE, row->native);
    lab->memory_model = row->model;
    rl_verdict_decide(lab, &evidence, verdict);
}

static void decides(const void *param)
{
    const struct row *row = param;
    struct rl_manifest *lab = manifest();
    struct rl_verdict verdict;
    RL_ASSERT_NOT_NULL(lab);
    decide(row, lab, &verdict);
    RL_EXPECT_STREQ(rl_verdict_name(row->kind), rl_verdict_name(verdict.kind));
    RL_EXPECT_STREQ(row->primary ? row->primary : "none",
                    verdict.findings_len ? rl_hazard_name(verdict.findings[0].finding->hazard) : "none");
    char axes[RL_AXIS_COUNT + 1] = {0};
    for (int i = 0; i < RL_AXIS_COUNT; i++) {
        axes[i] = "-pf"[verdict.axes[i].status];
        RL_EXPECT_EQ(verdict.axes[i].status == RL_AXIS_PASS, verdict.axes[i].reason == NULL);
    }
    RL_EXPECT_STREQ(row->axes, axes);
    if (row->reason)
        RL_EXPECT_CONTAINS(verdict.reason ? verdict.reason : "(none)", row->reason);
    rl_verdict_free(&verdict);
    rl_manifest_free(lab);
}

/* Complete and clean: the explorer decides. */
static const struct row pass = {
    "outcome=tally=right met=hand", "", "", "", RL_VERDICT_PASS, NULL, "ppppp", NULL, 0};
static const struct row false_alarm = {"", "data-race", "", "", RL_VERDICT_PASS, NULL, "ppppp", NULL, 0};
static const struct row false_inversion = {"", "lock-order", "", "", RL_VERDICT_PASS, NULL, "ppppp", NULL, 0};
static const struct row blind_spot = {
    "", "", "out-of-bounds", "", RL_VERDICT_FAIL, "out-of-bounds", "fpppp", NULL, 0};
static const struct row blind_ub = {
    "", "", "undefined-behaviour", "", RL_VERDICT_FAIL, "undefined-behaviour", "fpppp", NULL, 0};
static const struct row contradiction = {
    "", "", "", "assertion", RL_VERDICT_NEEDS_REVIEW, NULL, "ppppp", "native saw assertion", 0};
static const struct row native_forbidden = {
    "", "", "", "outcome=tally=short", RL_VERDICT_NEEDS_REVIEW, NULL, "ppppp", "native saw forbidden-outcome",
    0};
static const struct row hung_but_clean = {"",      "hang",          "", "", RL_VERDICT_NEEDS_REVIEW, NULL,
                                          "ppppp", "tsan saw hang", 0};
static const struct row tsan_broken = {"", "status=infra", "", "", RL_VERDICT_PASS, NULL, "ppppp", NULL, 0};
static const struct row asan_broken = {"",   "",      "status=infra",     "", RL_VERDICT_INFRA,
                                       NULL, "-----", "asan: the reason", 0};
static const struct row too_weak_a_model = {
    "", "", "", "", RL_VERDICT_UNPROVEN, NULL, "----p", "not complete", RL_MODEL_C11};
static const struct row strong_model = {
    "model=C11_release/acquire", "", "", "", RL_VERDICT_PASS, NULL, "ppppp", NULL, RL_MODEL_C11};

/* Found by the explorer: its findings decide alone. */
static const struct row found = {"data-race", "", "", "", RL_VERDICT_FAIL, "data-race", "fpppp", NULL, 0};
static const struct row most_primary = {
    "assertion data-race deadlock", "", "", "", RL_VERDICT_FAIL, "data-race", "fffpp", NULL, 0};
static const struct row others_are_luck = {
    "assertion", "data-race", "use-after-free", "", RL_VERDICT_FAIL, "assertion", "ppfpp", NULL, 0};
static const struct row found_before_the_end = {
    "deadlock incomplete", "", "", "", RL_VERDICT_FAIL, "deadlock", "-f--p", NULL, 0};
static const struct row found_though_tsan_broke = {"deadlock", "unavailable", "",   "", RL_VERDICT_FAIL,
                                                   "deadlock", "pfppp",       NULL, 0};
static const struct row forbidden = {"outcome=tally=short", "",      "",   "", RL_VERDICT_FAIL,
                                     "forbidden-outcome",   "ppfpp", NULL, 0};
static const struct row unlisted = {"outcome=tally=over", "",      "",   "", RL_VERDICT_FAIL,
                                    "forbidden-outcome",  "ppfpp", NULL, 0};
static const struct row no_overlap = {"unmet=hand",     "",      "",   "", RL_VERDICT_FAIL,
                                      "not-concurrent", "pppfp", NULL, 0};

/* Not complete: the others decide, and opinions against it need a person. */
static const struct row not_shown = {"incomplete unmet=hand", "", "", "", RL_VERDICT_UNPROVEN, NULL, "----p",
                                     "100 executions",        0};
static const struct row shown = {
    "incomplete met=hand", "", "", "", RL_VERDICT_UNPROVEN, NULL, "---pp", NULL, 0};
static const struct row conflict = {"incomplete", "data-race",          "", "", RL_VERDICT_NEEDS_REVIEW, NULL,
                                    "----p",      "a person must look", 0};
static const struct row fact = {"incomplete", "",   "", "assertion", RL_VERDICT_FAIL, "assertion",
                                "--f-p",      NULL, 0};
static const struct row fact_and_opinion = {
    "incomplete", "data-race", "use-after-free", "", RL_VERDICT_FAIL, "use-after-free", "f---p", NULL, 0};
static const struct row open_and_broken = {"incomplete", "status=infra", "",     "", RL_VERDICT_INFRA,
                                           NULL,         "-----",        "tsan", 0};
static const struct row not_modelled = {
    "status=unsupported", "", "", "", RL_VERDICT_UNSUPPORTED, NULL, "----p", "the reason", 0};
static const struct row not_modelled_but_racy = {"status=unsupported", "data-race", "",   "", RL_VERDICT_FAIL,
                                                 "data-race",          "f---p",     NULL, 0};
static const struct row explorer_broken = {"status=infra", "",      "",        "", RL_VERDICT_INFRA,
                                           NULL,           "-----", "explore", 0};
static const struct row explorer_not_here = {"unavailable", "",      "",   "", RL_VERDICT_UNPROVEN,
                                             NULL,          "----p", NULL, 0};

/* No explorer at all: never a pass. */
static const struct row unproven = {NULL,    "",         "", "outcome=tally=right", RL_VERDICT_UNPROVEN, NULL,
                                    "----p", "no proof", 0};
static const struct row tsan_decides = {NULL,        "data-race", "",   "", RL_VERDICT_FAIL,
                                        "data-race", "f---p",     NULL, 0};
static const struct row asan_decides = {
    NULL, "", "use-after-free", "", RL_VERDICT_FAIL, "use-after-free", "f---p", NULL, 0};
static const struct row native_decides = {
    NULL, "", "", "outcome=tally=short", RL_VERDICT_FAIL, "forbidden-outcome", "--f-p", NULL, 0};
static const struct row hangs = {NULL, "hang", "", "", RL_VERDICT_FAIL, "hang", "-f--p", NULL, 0};
static const struct row cannot_start = {NULL, "unavailable", "",           "", RL_VERDICT_INFRA,
                                        NULL, "-----",       "the canary", 0};
static const struct row cannot_start_but_asserts = {
    NULL, "unavailable", "", "assertion", RL_VERDICT_INFRA, NULL, "-----", "the canary", 0};

/* The submission's own fault. */
static const struct row no_compile = {
    "status=compile_error", "status=compile_error", "", "", RL_VERDICT_COMPILE_ERROR, NULL, "-----", NULL, 0};
static const struct row rejected = {"",   "status=rejected", "",           "", RL_VERDICT_REJECTED,
                                    NULL, "----f",           "the reason", 0};
static const struct row rejected_first = {
    "data-race", "status=rejected", "status=compile_error", "", RL_VERDICT_REJECTED, NULL, "----f", NULL, 0};
static const struct row limit = {NULL, "",      "status=limit",     "", RL_VERDICT_LIMIT,
                                 NULL, "----p", "asan: the reason", 0};
static const struct row limit_beats_clean = {"",      "",   "", "status=limit", RL_VERDICT_LIMIT, NULL,
                                             "----p", NULL, 0};
static const struct row fail_beats_limit = {
    NULL, "data-race", "", "status=limit", RL_VERDICT_FAIL, "data-race", "f---p", NULL, 0};

static void joins_what_two_runs_saw(void)
{
    struct rl_manifest *lab = manifest();
    struct rl_evidence evidence = {0};
    struct rl_verdict verdict;
    struct rl_watch *watch = &evidence.watch[RL_WATCH_TSAN];
    *watch = (struct rl_watch){.built = true, .available = true, .len = 3, .planned = 3};
    watch->runs = rl_alloc(3 * sizeof *watch->runs);
    watch->steps = rl_alloc(3 * sizeof *watch->steps);
    fake_observe(RL_WATCH_TSAN, "data-race@7", &watch->runs[0]);
    fake_observe(RL_WATCH_TSAN, "data-race@7", &watch->runs[1]);
    fake_observe(RL_WATCH_TSAN, "data-race@9 data-race@7", &watch->runs[2]);
    struct rl_side *sides = watch->runs[1].findings[0].sides,
                   first = sides[0]; /* the other thread came first */
    sides[0] = sides[1];
    sides[1] = first;
    rl_verdict_decide(lab, &evidence, &verdict);
    RL_EXPECT_EQ(2, (int)verdict.findings_len);
    RL_EXPECT_EQ(8, verdict.findings[0].finding->sides[0].place.line); /* "read …" comes before "write …" */
    rl_verdict_free(&verdict);
    rl_manifest_free(lab);
}

static void says_which_function_is_missing(void)
{
    struct rl_manifest *lab = manifest();
    struct rl_evidence evidence = {0};
    struct rl_verdict verdict;
    add(&evidence, RL_WATCH_TSAN, "status=compile_error");
    struct rl_observation *run = &evidence.watch[RL_WATCH_TSAN].runs[0];
    free(run->compiler_output);
    run->compiler_output = rl_text_copy("scenario.c:(.text+0x1): undefined reference to `tally_read'\n");
    rl_verdict_decide(lab, &evidence, &verdict);
    RL_EXPECT_STREQ("compile_error", rl_verdict_name(verdict.kind));
    RL_EXPECT_CONTAINS(verdict.reason, "it does not define tally_read(), which the lab asks for");
    rl_verdict_free(&verdict);
    rl_manifest_free(lab);
}

static json_t *json_of(const struct row *row, const char *text)
{
    struct rl_manifest *lab = manifest();
    struct rl_verdict verdict;
    decide(row, lab, &verdict);
    struct rl_verdict_about about = {lab, "90-fixture/tally", "tally", "mine.c", "tally.c", text, NULL};
    json_t *json = rl_verdict_json(&verdict, &about);
    rl_verdict_free(&verdict);
    rl_manifest_free(lab);
    return json;
}

static void is_the_same_twice(const void *param)
{
    json_t *first = json_of(param, "int x;\n"), *second = json_of(param, "int x;\n");
    RL_ASSERT_NOT_NULL(first);
    json_object_del(first, "this_run");
    json_object_del(second, "this_run");
    char *one = json_dumps(first, JSON_INDENT(2)), *two = json_dumps(second, JSON_INDENT(2));
    RL_EXPECT_STREQ(one, two);
    free(one);
    free(two);
    json_decref(first);
    json_decref(second);
}

static void keeps_luck_apart(void)
{
    struct row lucky = pass;
    lucky.tsan = "data-race";
    lucky.native = "outcome=tally=right";
    json_t *calm = json_of(&pass, ""), *noisy = json_of(&lucky, "");
    RL_EXPECT_FALSE(json_equal(json_object_get(calm, "this_run"), json_object_get(noisy, "this_run")));
    json_object_del(calm, "this_run");
    json_object_del(noisy, "this_run");
    RL_EXPECT_TRUE(json_equal(calm, noisy));
    json_decref(calm);
    json_decref(noisy);
}

/* What the watchdog met differs; that the program did not end does not. Where it stood is told, as of this run. */
static void a_hang_is_a_hang(void)
{
    struct row left = hangs, right = hangs;
    left.tsan = "hang@3";
    right.tsan = "hang@9";
    json_t *one = json_of(&left, ""), *other = json_of(&right, "");
    json_t *seen = json_object_get(json_object_get(json_object_get(one, "this_run"), "observers"), "tsan");
    RL_EXPECT_STREQ("Two threads meet here.", json_string_value(json_object_get(seen, "hang")));
    json_object_del(one, "this_run");
    json_object_del(other, "this_run");
    RL_EXPECT_TRUE(json_equal(one, other));
    json_decref(one);
    json_decref(other);
}

static void shows_the_source_line(void)
{
    json_t *json = json_of(&found, "  total++;\n\xff\xfe bad bytes\n");
    const json_t *sides = json_object_get(json_array_get(json_object_get(json, "findings"), 0), "sides");
    RL_EXPECT_STREQ("total++;", json_string_value(json_object_get(json_array_get(sides, 0), "source")));
    RL_EXPECT_STREQ("\xef\xbf\xbd\xef\xbf\xbd bad bytes", json_string_value(json_object_get(json_array_get(sides, 1), "source")));
    json_decref(json);
}

static void keeps_the_order_of_keys(void)
{
    static const char *const order[] = {"schema",          "racelab",  "lab",      "file",     "source",
                                        "verdict",         "headline", "primary",  "reason",   "complete",
                                        "model",           "axes",     "findings", "outcomes", "evidence",
                                        "compiler_output", "next",     "this_run"};
    json_t *json = json_of(&found, ""), *value;
    const char *key;
    size_t i = 0;
    json_object_foreach(json, key, value)
    {
        RL_ASSERT_LT(i, sizeof order / sizeof *order);
        RL_EXPECT_STREQ(order[i++], key);
    }
    RL_EXPECT_EQ(sizeof order / sizeof *order, i);
    json_decref(json);
}

static void prints_both_sides(void)
{
    json_t *json = json_of(&tsan_decides, "total++;\nreturn total;\n");
    struct rl_verdict_style plain = {"", "", "", "", "", "", 78};
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    rl_verdict_print(json, &plain, out);
    fclose(out);
    RL_EXPECT_CONTAINS(text, "fail\n");
    RL_EXPECT_CONTAINS(text, "tally.c:1  thread 1: write of 4 bytes, in tally_add()\n      total++;");
    RL_EXPECT_CONTAINS(text, "tally.c:2  thread 2: read of 4 bytes, in tally_add()\n      return total;");
    RL_EXPECT_CONTAINS(text, "safe        fail: data-race");
    RL_EXPECT_CONTAINS(text, "Next: racelab hint tally");
    free(text);
    json_decref(json);
}

#define DECIDES(name) RL_CASE_P(decides, #name, &name)
static const struct rl_case cases[] = {DECIDES(pass),
                                       DECIDES(false_alarm),
                                       DECIDES(false_inversion),
                                       DECIDES(blind_spot),
                                       DECIDES(blind_ub),
                                       DECIDES(contradiction),
                                       DECIDES(native_forbidden),
                                       DECIDES(hung_but_clean),
                                       DECIDES(tsan_broken),
                                       DECIDES(asan_broken),
                                       DECIDES(too_weak_a_model),
                                       DECIDES(strong_model),
                                       DECIDES(found),
                                       DECIDES(most_primary),
                                       DECIDES(others_are_luck),
                                       DECIDES(found_before_the_end),
                                       DECIDES(found_though_tsan_broke),
                                       DECIDES(forbidden),
                                       DECIDES(unlisted),
                                       DECIDES(no_overlap),
                                       DECIDES(not_shown),
                                       DECIDES(shown),
                                       DECIDES(conflict),
                                       DECIDES(fact),
                                       DECIDES(fact_and_opinion),
                                       DECIDES(open_and_broken),
                                       DECIDES(not_modelled),
                                       DECIDES(not_modelled_but_racy),
                                       DECIDES(explorer_broken),
                                       DECIDES(explorer_not_here),
                                       DECIDES(unproven),
                                       DECIDES(tsan_decides),
                                       DECIDES(asan_decides),
                                       DECIDES(native_decides),
                                       DECIDES(hangs),
                                       DECIDES(cannot_start),
                                       DECIDES(cannot_start_but_asserts),
                                       DECIDES(no_compile),
                                       DECIDES(rejected),
                                       DECIDES(rejected_first),
                                       DECIDES(limit),
                                       DECIDES(limit_beats_clean),
                                       DECIDES(fail_beats_limit),
                                       RL_CASE(joins_what_two_runs_saw),
                                       RL_CASE(says_which_function_is_missing),
                                       RL_CASE_P(is_the_same_twice, "fail", &most_primary),
                                       RL_CASE_P(is_the_same_twice, "pass", &pass),
                                       RL_CASE_P(is_the_same_twice, "infra", &cannot_start),
                                       RL_CASE(keeps_luck_apart),
                                       RL_CASE(a_hang_is_a_hang),
                                       RL_CASE(shows_the_source_line),
                                       RL_CASE(keeps_the_order_of_keys),
                                       RL_CASE(prints_both_sides),
                                       RL_CASE_END};
RL_SUITE(decide, cases);
