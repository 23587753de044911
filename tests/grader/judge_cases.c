/* SPDX-License-Identifier: MIT */
/* From a file to a verdict, with observers that are told what to see. */
#include "fake.h"
#include "fixture.h"

#include "grader/judge.h"
#include "grader/pool.h"
#include "sanitizers/process.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

struct judged {
    struct fixture fixture;
    struct rl_course course;
    struct rl_manifest *manifest;
    struct rl_verdict verdict;
};

/* Judges `file` of a copy of the fixture lab, with "from" replaced by "to" in it. */
static struct judged judge(const struct rl_observer *const *observers, const char *file, const char *from,
                           const char *to)
{
    struct judged judged = {.fixture = fixture_make()};
    struct rl_list problems = RL_LIST_INIT;
    struct rl_submission submission;
    char *why = NULL, *path = rl_text_format("%s/%s", judged.fixture.lab, file);
    if (from)
        fixture_replace(&judged.fixture, file, from, to);
    if (!rl_course_open(judged.fixture.root, &judged.course, &why))
        RL_FAIL("%s", why);
    judged.manifest = rl_lab_manifest(&judged.course.labs[0], &problems);
    if (rl_intake_file(path, "tally.c", &submission, &why) != RL_INTAKE_OK)
        RL_FAIL("%s", why);
    struct rl_judge_options options = {.observers = observers};
    rl_judge(&judged.course.labs[0], judged.manifest, &submission, &options, &judged.verdict);
    rl_submission_free(&submission);
    rl_list_free(&problems);
    free(path);
    return judged;
}

static void release(struct judged *judged)
{
    rl_verdict_free(&judged->verdict);
    rl_manifest_free(judged->manifest);
    rl_course_close(&judged->course);
    fixture_free(&judged->fixture);
}

static void runs_every_scale_step(void)
{
    struct judged judged = judge(fake_observers, "fixes/mutex.c", NULL, NULL);
    const struct rl_evidence *evidence = &judged.verdict.evidence;
    RL_EXPECT_STREQ("pass", rl_verdict_name(judged.verdict.kind));
    RL_EXPECT_EQ(2, (int)evidence->watch[RL_WATCH_EXPLORE].len);
    RL_EXPECT_EQ(4, (int)evidence->watch[RL_WATCH_TSAN].len); /* two runs of each of two steps */
    RL_EXPECT_EQ(2, (int)evidence->watch[RL_WATCH_NATIVE].len);
    RL_EXPECT_EQ(0U, evidence->watch[RL_WATCH_TSAN].steps[1]);
    RL_EXPECT_EQ(1U, evidence->watch[RL_WATCH_TSAN].steps[2]);
    release(&judged);
}

static void never_passes_without_the_explorer(void)
{
    struct judged judged = judge(fake_observers_without_explore, "fixes/mutex.c", NULL, NULL);
    RL_EXPECT_STREQ("unproven", rl_verdict_name(judged.verdict.kind));
    release(&judged);
}

static void does_not_guess_when_tsan_cannot_start(void)
{
    struct judged judged = judge(fake_observers_that_cannot_start, "buggy.c", NULL, NULL);
    RL_EXPECT_STREQ("infra", rl_verdict_name(judged.verdict.kind));
    RL_EXPECT_CONTAINS(judged.verdict.reason, "setarch -R");
    RL_EXPECT_EQ(0, (int)judged.verdict.findings_len);
    release(&judged);
}

/* What the others say of a right file that the explorer has covered, at the scales that it has not. */
struct hearing {
    const char *said, *verdict;
};
static const struct hearing raced_always = {"fake tsan: data-race@9 */ /* fake explore:", "needs_review"};
static const struct hearing raced_once = {"fake tsan: step-1:data-race@9 */ /* fake explore:", "pass"};
static const struct hearing uses_a_fence = {"fence */ /* fake tsan: data-race@9 */ /* fake explore:", "pass"};
static const struct hearing lock_order_only = {"fake tsan: lock-order@9 */ /* fake explore:", "pass"};
static const struct hearing found_in_the_sample = {
    "fake tsan: data-race@9 */ /* fake explore: large:data-race@9", "fail"};
static const struct hearing nobody_to_look = {"fake explore: large:data-race@9", "pass"};

static void hears_the_others(const void *param)
{
    const struct hearing *hearing = param;
    struct judged judged = judge(fake_observers, "fixes/mutex.c", "fake explore:", hearing->said);
    RL_EXPECT_STREQ(hearing->verdict, rl_verdict_name(judged.verdict.kind));
    if (judged.verdict.kind == RL_VERDICT_NEEDS_REVIEW)
        RL_EXPECT_CONTAINS(judged.verdict.reason, "tsan reports a data race in every run");
    if (judged.verdict.kind == RL_VERDICT_FAIL) {
        RL_EXPECT_EQ(1, (int)judged.verdict.findings_len);
        RL_EXPECT_NULL(judged.verdict.findings[0].finding->schedule); /* no replay runs at that scale */
    }
    release(&judged);
}

static void tries_again_once(void)
{
    unsigned long before = fake_runs(RL_WATCH_ASAN);
    struct judged judged = judge(fake_observers, "fixes/mutex.c",
                                 "fake explore:", "fake asan: status=infra */ /* fake explore:");
    RL_EXPECT_STREQ("infra", rl_verdict_name(judged.verdict.kind));
    RL_EXPECT_EQ(2UL, fake_runs(RL_WATCH_ASAN) - before); /* and not a third time, nor at the next step */
    release(&judged);
}

static void stops_where_it_does_not_compile(void)
{
    struct judged judged =
        judge(fake_observers, "buggy.c", "fake tsan: data-race@9", "fake tsan: status=compile_error");
    RL_EXPECT_STREQ("compile_error", rl_verdict_name(judged.verdict.kind));
    RL_EXPECT_EQ(1, (int)judged.verdict.evidence.watch[RL_WATCH_TSAN].len);
    release(&judged);
}

static void stops_after_a_hang(void)
{
    struct judged judged =
        judge(fake_observers_without_explore, "buggy.c", "fake tsan: data-race@9", "fake tsan: hang");
    RL_EXPECT_STREQ("fail", rl_verdict_name(judged.verdict.kind));
    RL_EXPECT_EQ(1, (int)judged.verdict.evidence.watch[RL_WATCH_TSAN].len);
    release(&judged);
}

static void is_infra_without_room(void)
{
    struct fixture fixture = fixture_make();
    struct rl_evidence evidence;
    char *why = NULL, *before = rl_text_copy(getenv("TMPDIR"));
    struct rl_list problems = RL_LIST_INIT;
    struct rl_manifest *manifest = rl_manifest_read(fixture.lab, "tally", &problems);
    struct rl_evidence_request request = {
        .observers = fake_observers, .manifest = manifest, .lab_folder = fixture.lab, .source = "x.c"};
    setenv("TMPDIR", "/nonexistent", 1);
    RL_EXPECT_FALSE(rl_evidence_gather(&request, &evidence, &why));
    RL_EXPECT_CONTAINS(why ? why : "", "TMPDIR");
    if (before)
        setenv("TMPDIR", before, 1);
    else
        unsetenv("TMPDIR");
    free(before);
    free(why);
    rl_evidence_free(&evidence);
    rl_manifest_free(manifest);
    fixture_free(&fixture);
}

static void note(void *ctx, size_t index)
{
    __atomic_fetch_add(&((int *)ctx)[index], 1, __ATOMIC_RELAXED);
}

static void pools_run_each_task_once(void)
{
    int done[100] = {0};
    rl_pool_run(100, 3, note, NULL, done);
    for (int i = 0; i < 100; i++)
        RL_EXPECT_EQ(1, done[i]);
    rl_pool_run(0, 3, note, NULL, done);
}

static const struct rl_case cases[] = {
    RL_CASE(runs_every_scale_step),
    RL_CASE(never_passes_without_the_explorer),
    RL_CASE(does_not_guess_when_tsan_cannot_start),
    RL_CASE_P(hears_the_others, "raced_always", &raced_always),
    RL_CASE_P(hears_the_others, "raced_once", &raced_once),
    RL_CASE_P(hears_the_others, "uses_a_fence", &uses_a_fence),
    RL_CASE_P(hears_the_others, "lock_order_only", &lock_order_only),
    RL_CASE_P(hears_the_others, "found_in_the_sample", &found_in_the_sample),
    RL_CASE_P(hears_the_others, "nobody_to_look", &nobody_to_look),
    RL_CASE(tries_again_once),
    RL_CASE(stops_where_it_does_not_compile),
    RL_CASE(stops_after_a_hang),
    RL_CASE(is_infra_without_room),
    RL_CASE(pools_run_each_task_once),
    RL_CASE_END};
RL_SUITE(judge, cases);
