/* SPDX-License-Identifier: MIT */
/* A verdict that depends on luck is found, what belongs to one run is no difference, and programs are built
 * once. */
#include "fake.h"
#include "fixture.h"

#include "grader/interleaving.h"
#include "grader/judge.h"
#include "grader/load.h"
#include "grader/pool.h"
#include "grader/prove_repeat.h"

#include "shim/rl_test.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int turns, looks; /* of the observers below, since the case began */

static bool can(const char *compiler, char **why)
{
    (void)compiler;
    *why = NULL;
    return true;
}

static bool is_marked(const struct rl_run_request *request)
{
    char *text = rl_text_read_file(request->sources[1], NULL);
    bool marked = text && strstr(text, "by luck");
    free(text);
    return marked;
}

/* Of a marked file it sees the same race, each time at another line. */
static void explore_by_luck(const struct rl_run_request *request, struct rl_observation *out)
{
    if (!is_marked(request)) {
        fake_observers[0]->run(request, out);
        return;
    }
    char *words = rl_text_format("data-race@%d", 10 + atomic_fetch_add(&looks, 1));
    fake_observe(RL_WATCH_EXPLORE, words, out);
    free(words);
}

/* Reports now and then, and takes its time. */
static void tsan_by_luck(const struct rl_run_request *request, struct rl_observation *out)
{
    int turn = atomic_fetch_add(&turns, 1);
    (void)request;
    fake_observe(RL_WATCH_TSAN, turn % 3 ? "" : "data-race@9", out);
    out->run_seconds = turn;
}

/* "Compiles" to another program each time. */
static void native_by_luck(const struct rl_run_request *request, struct rl_observation *out)
{
    char *path = rl_text_format("%s/program", request->work_dir), *text = rl_text_read_file(path, NULL),
         *other = rl_text_format("%d", atomic_fetch_add(&turns, 1));
    if (!text)
        rl_text_write_file(path, other, strlen(other));
    fake_observe(RL_WATCH_NATIVE, "", out);
    free(other);
    free(text);
    free(path);
}

static const struct rl_observer lucky_explore = {"explore", "sees by luck", can, explore_by_luck};
static const struct rl_observer lucky_tsan = {"tsan", "sees by luck", can, tsan_by_luck};
static const struct rl_observer lucky_native = {"native", "is built by luck", can, native_by_luck};

static void repeat(const struct fixture *fixture, const struct rl_observer *const *observers, unsigned rounds,
                   const json_t *against, struct rl_repeat *out)
{
    struct rl_course course;
    char *why = NULL;
    atomic_store(&turns, 0);
    atomic_store(&looks, 0);
    if (!rl_course_open(fixture->root, &course, &why))
        RL_FAIL("%s", why);
    const struct rl_lab *labs[] = {&course.labs[0]};
    struct rl_repeat_options options = {
        .observers = observers, .jobs = 2, .rounds = rounds, .against = against};
    rl_repeat_run(labs, 1, &options, out);
    rl_course_close(&course);
}

static void expect_same(const struct rl_repeat *result, size_t verdicts)
{
    RL_EXPECT_EQ(verdicts, result->verdicts);
    RL_EXPECT_EQ((size_t)0, result->differing);
    char *all = rl_list_join(&result->differences, "\n"), *problems = rl_list_join(&result->problems, "\n");
    RL_EXPECT_STREQ("", all);
    RL_EXPECT_STREQ("", problems);
    free(problems);
    free(all);
}

/* A race at another line, a program that is another one each time, and a broken machine: each is told of its
 * file. */
static void luck_is_found(void)
{
    static const struct rl_observer *const observers[] = {&lucky_explore, &lucky_native, NULL};
    struct fixture fixture = fixture_make();
    struct rl_repeat result;
    fixture_replace(&fixture, "wrong/volatile.c", "static int", "/* by luck */ static int");
    fixture_replace(&fixture, "fixes/mutex.c", "fake explore:", "fake explore: status=infra");
    repeat(&fixture, observers, 3, NULL, &result);
    RL_EXPECT_EQ((size_t)18, result.verdicts);
    RL_EXPECT_EQ((size_t)2, result.differing);
    char *all = rl_list_join(&result.differences, "\n"), *problems = rl_list_join(&result.problems, "\n");
    RL_EXPECT_CONTAINS(
        all, "90-fixture/tally/wrong/volatile.c: round 2: findings[0].sides[0].line: was 10, is 12");
    RL_EXPECT_CONTAINS(
        all, "90-fixture/tally/wrong/volatile.c: round 3: findings[0].sides[0].line: was 10, is 14");
    RL_EXPECT_TRUE(!strstr(all, "fixes/"));
    RL_EXPECT_CONTAINS(problems,
                       "90-fixture/tally/buggy.c: native: compiled a second time, it is another program");
    RL_EXPECT_CONTAINS(problems, "fixes/mutex.c: round 3: infra: explore: the reason of infra");
    RL_EXPECT_EQ((size_t)(6 + 3), result.problems.length);
    json_t *json = rl_repeat_json(&result);
    RL_EXPECT_TRUE(json_is_false(json_object_get(json, "same")));
    json_decref(json);
    free(problems);
    free(all);
    rl_repeat_free(&result);
    fixture_free(&fixture);
}

/* What tsan happened to report, and how long it took, is told in this_run: the verdict is the explorer's.
 * Then the same against what was kept of it, after a change of that. */
static void what_belongs_to_the_run_is_no_difference(void)
{
    static const struct rl_observer *observers[] = {NULL, &lucky_tsan, NULL};
    struct fixture fixture = fixture_make();
    struct rl_repeat before, after;
    observers[0] = fake_observers[0];
    repeat(&fixture, observers, 3, NULL, &before);
    RL_EXPECT_TRUE(atomic_load(&turns) > 18);
    expect_same(&before, 18);
    RL_EXPECT_EQ((size_t)2, before.kinds[RL_VERDICT_PASS]);
    RL_EXPECT_EQ((size_t)4, before.kinds[RL_VERDICT_FAIL]);
    json_t *verdict = json_object_get(before.kept, "90-fixture/tally/fixes/mutex.c");
    json_object_set_new(verdict, "verdict", json_string("fail"));
    json_object_del(before.kept, "90-fixture/tally/fixes/atomic.c");
    repeat(&fixture, observers, 1, before.kept, &after);
    RL_ASSERT_EQ((size_t)1, after.differences.length);
    RL_EXPECT_STREQ("90-fixture/tally/fixes/mutex.c: round 1: verdict: was \"fail\", is \"pass\"",
                    after.differences.items[0]);
    RL_ASSERT_EQ((size_t)1, after.problems.length);
    RL_EXPECT_CONTAINS(after.problems.items[0], "fixes/atomic.c: there is no verdict of it to compare with");
    rl_repeat_free(&after);
    rl_repeat_free(&before);
    fixture_free(&fixture);
}

static void compares_all_of_a_verdict(void)
{
    struct rl_list fields = RL_LIST_INIT;
    json_t *before = json_pack("{s:[i,i], s:{s:s}, s:n}", "a", 1, 2, "b", "c", "x", "gone"),
           *after = json_pack("{s:[i,i,i], s:{s:s}, s:i}", "a", 1, 3, 4, "b", "c", "y", "new", 5);
    RL_EXPECT_TRUE(rl_repeat_compare(before, before, &fields));
    RL_EXPECT_TRUE(!rl_repeat_compare(before, after, &fields));
    char *all = rl_list_join(&fields, "\n");
    RL_EXPECT_STREQ(
        "a[1]: was 2, is 3\na[2]: was nothing, is 4\nb.c: was \"x\", is \"y\"\ngone: was null, is nothing\n"
        "new: was nothing, is 5",
        all);
    free(all);
    rl_list_free(&fields);
    json_t *turned = json_pack("{s:n, s:{s:s}, s:[i,i]}", "gone", "b", "c", "x", "a", 1, 2);
    RL_EXPECT_TRUE(!rl_repeat_compare(before, turned, &fields));
    RL_EXPECT_EQ((size_t)1, fields.length);
    rl_list_free(&fields);
    json_decref(before);
    json_decref(after);
    json_decref(turned);
}

/* The steps of a thread that locks, and then reads without end until it is stopped after `reads`. */
static json_t *steps_of(enum rl_hazard hazard, const char *detail, int reads)
{
    struct rl_finding finding = {.hazard = hazard, .detail = (char *)detail, .schedule = (char *)"k3f9-0"};
    struct rl_observation run = {.findings = &finding, .findings_len = 1};
    struct rl_watch watch = {.runs = &run, .len = 1};
    rl_interleavings_begin(&watch, 1);
    for (int i = 0; i <= reads; i++)
        rl_interleaving_step(&watch.interleavings[0],
                             i ? "{\"operation\": \"read\", \"thread\": {\"name\": \"main\"}}"
                               : "{\"operation\": \"lock\", \"thread\": {\"name\": \"main\"}}");
    json_t *steps = rl_interleaving_json(&watch, "k3f9-0");
    rl_interleavings_free(&watch);
    return steps;
}

static void how_long_it_ran_without_end_is_no_difference(void)
{
    json_t *one = steps_of(RL_HAZARD_HANG, "no-operation", 50),
           *other = steps_of(RL_HAZARD_HANG, "no-operation", 700);
    json_t *race = steps_of(RL_HAZARD_DATA_RACE, NULL, 50);
    RL_EXPECT_EQ((size_t)21, json_array_size(one));
    RL_EXPECT_TRUE(json_equal(one, other));
    RL_EXPECT_EQ((size_t)51, json_array_size(race)); /* there the last access is what it is about */
    json_decref(one);
    json_decref(other);
    json_decref(race);
}

/* A real program that is another one each time: whether a file lies beside it decides. */
static char *toggling_program(const struct fixture *fixture)
{
    return rl_text_format("#include \"tally.h\"\n#include <stdio.h>\n"
                          "void tally_add(void) {}\n"
                          "int tally_read(void)\n{\n"
                          "    static int answer;\n"
                          "    if (answer == 0)\n"
                          "        answer = remove(\"%s/flag\") == 0 ? 2 : 1;\n"
                          "    return answer;\n}\n",
                          fixture->lab);
}

static void judge_kept(const struct rl_course *course, struct rl_submission *submission,
                       struct rl_judge_kept *kept, struct rl_verdict *out)
{
    static const struct rl_observer *native[] = {NULL, NULL};
    struct rl_list problems = RL_LIST_INIT;
    struct rl_manifest *manifest = rl_lab_manifest(&course->labs[0], &problems);
    native[0] = rl_observer_find("native");
    manifest->scale_steps_count = 1; /* one run a verdict */
    struct rl_judge_options options = {.observers = native, .jobs = 1, .kept = kept};
    rl_judge(&course->labs[0], manifest, submission, &options, out);
    rl_manifest_free(manifest);
}

static void is_built_once_and_runs_each_time(void)
{
    struct fixture fixture = fixture_make();
    struct rl_course course;
    struct rl_submission submission;
    struct rl_judge_kept kept = {0};
    struct rl_verdict verdict;
    char *why = NULL, *text = toggling_program(&fixture), *path = rl_text_format("%s/buggy.c", fixture.lab);
    fixture_write(&fixture, "buggy.c", text);
    fixture_write(&fixture, "flag", "");
    if (!rl_course_open(fixture.root, &course, &why) ||
        rl_intake_file(path, "tally.c", &submission, &why) != RL_INTAKE_OK)
        RL_FATAL("%s", why);
    judge_kept(&course, &submission, &kept, &verdict);
    RL_EXPECT_EQ(RL_VERDICT_UNPROVEN, verdict.kind);
    RL_EXPECT_TRUE(verdict.evidence.watch[RL_WATCH_NATIVE].compile_seconds > 0);
    rl_verdict_free(&verdict);
    judge_kept(&course, &submission, &kept, &verdict);
    RL_EXPECT_EQ(RL_VERDICT_FAIL, verdict.kind);
    RL_EXPECT_TRUE(verdict.evidence.watch[RL_WATCH_NATIVE].compile_seconds == 0);
    rl_verdict_free(&verdict);
    RL_ASSERT_NOT_NULL(kept.folders[RL_WATCH_NATIVE]);
    char *folder = rl_text_copy(kept.folders[RL_WATCH_NATIVE]);
    rl_judge_kept_free(&kept);
    RL_EXPECT_TRUE(access(folder, F_OK) != 0);
    free(folder);
    rl_submission_free(&submission);
    rl_course_close(&course);
    free(path);
    free(text);
    fixture_free(&fixture);
}

static void load_is_there_until_it_is_stopped(void)
{
    struct rl_load load;
    char *why = NULL;
    RL_ASSERT_TRUE(rl_load_start(2, &load, &why));
    size_t len = load.len;
    RL_EXPECT_EQ((size_t)rl_pool_processors() * 2, len);
    pid_t last = load.pids[len - 1];
    RL_EXPECT_EQ(0, (int)waitpid(last, NULL, WNOHANG)); /* it runs */
    rl_load_stop(&load);
    RL_EXPECT_TRUE(kill(last, 0) != 0);
    RL_EXPECT_EQ((size_t)0, load.len);
}

/* Whoever asked for it dies without a word; its orphans become ours, and waiting for one takes until it is
 * dead. */
static void load_dies_with_its_owner(void)
{
    RL_ASSERT_EQ(0, prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0));
    pid_t owner = fork();
    if (owner == 0) {
        struct rl_load load;
        char *why = NULL;
        _exit(rl_load_start(1, &load, &why) ? (int)load.len : 0);
    }
    int status = 0, orphans = 0;
    RL_ASSERT_EQ((int)owner, (int)waitpid(owner, &status, 0));
    while (waitpid(-1, NULL, 0) > 0)
        orphans++;
    prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
    RL_EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) > 0);
    RL_EXPECT_EQ(WEXITSTATUS(status), orphans);
}

static const struct rl_case cases[] = {RL_CASE(luck_is_found),
                                       RL_CASE(what_belongs_to_the_run_is_no_difference),
                                       RL_CASE(compares_all_of_a_verdict),
                                       RL_CASE(how_long_it_ran_without_end_is_no_difference),
                                       RL_CASE(is_built_once_and_runs_each_time),
                                       RL_CASE(load_is_there_until_it_is_stopped),
                                       RL_CASE(load_dies_with_its_owner),
                                       RL_CASE_END};
RL_SUITE(repeat, cases);
