/* SPDX-License-Identifier: MIT */
/* In a working copy: commands without arguments, progress, what passed is not run again, reset and solution.
 */
#include "place.h"

#include "grader/words.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char right[] = "#include \"tally.h\"\nstatic int total;\n"
                            "void tally_add(void) { __atomic_fetch_add(&total, 1, __ATOMIC_SEQ_CST); }\n"
                            "int tally_read(void) { return total; }\n";

static struct place started(void)
{
    struct place place = place_make(NULL);
    place_expect(&place, NULL, "start tally", 0, NULL, NULL);
    return place;
}

static void from_start_to_pass(void)
{
    struct place place = started();
    place_expect(&place, NULL, "list", 0, "▸ tally  Two hands", NULL);
    place_expect(&place, "tally", "replay", 2, NULL, "nothing was checked here yet; `racelab check`");
    place_expect(&place, "tally", "solution", 1, NULL, "tally is not solved yet: `racelab hint` helps");
    place_expect(&place, "tally", "check", 1, "tally.c fails: ", NULL);
    place_expect(&place, "tally", "check --brief", 1,
                 "`racelab check` shows everything.\n\nNext: racelab replay", NULL);
    place_expect(&place, "tally", "replay", 1, "here it breaks: data-race", NULL);
    place_expect(&place, NULL, "list", 0, "0 of 1 lab solved.\nNext: racelab next", NULL);
    place_expect(&place, NULL, "next", 0, "Last check: fail, data-race", NULL);
    place_write(&place, "tally/tally.c", right);
    place_expect(&place, "tally", "replay", 2, NULL, "has changed since it was checked");
    place_expect(&place, "tally", "check", 0, "Next: racelab solution", NULL);
    place_expect(&place, NULL, "list", 0, "✓ tally  Two hands", NULL);
    place_expect(&place, NULL, "list", 0, "1 of 1 lab solved.\n", NULL);
    place_expect(&place, NULL, "list --json", 0, "\"progress\": \"solved\"", NULL);
    place_expect(&place, NULL, "next", 0, "Every lab is solved.", NULL);
    place_expect(&place, NULL, "next --json", 0, "\"lab\": null", NULL);
    place_expect(&place, "tally", "replay", 2, NULL, "the last check (pass) left nothing to replay");
    place_expect(&place, "tally", "solution", 0,
                 "fixes/atomic.c, by atomic\n\n  --- buggy.c\n  +++ fixes/atomic.c", NULL);
    place_free(&place);
}

/* The executions of a check that was run are shown; of one that was not, nothing. */
static bool was_run(const struct place *place, const char *words, int status)
{
    struct answer answer = place_call(place, "tally", words);
    bool run = strstr(answer.out, "executions, complete") != NULL;
    RL_EXPECT_EQ(status, answer.status);
    RL_EXPECT_EQ(!run, strstr(answer.out, "tally.c has passed (solved on ") != NULL);
    answer_free(&answer);
    return run;
}

static void is_not_run_again_without_need(void)
{
    struct place place = started();
    place_write(&place, "tally/tally.c", right);
    RL_EXPECT_TRUE(was_run(&place, "check", 0));
    RL_EXPECT_FALSE(was_run(&place, "check", 0));
    RL_EXPECT_TRUE(was_run(&place, "check --again", 0));
    RL_EXPECT_TRUE(was_run(&place, "check --compiler gcc", 0)); /* another compiler */
    char *changed = rl_text_format("%s/* changed */\n", right);
    place_write(&place, "tally/tally.c", changed);
    RL_EXPECT_TRUE(was_run(&place, "check", 0));
    place_write(&place, "tally/tally.c", "#include \"tally.h\"\nint tally_read(void) { return 2; }\n");
    place_expect(&place, "tally", "check", 1, "compile_error", NULL);
    place_expect(&place, NULL, "list", 0, "✓ tally", NULL); /* solved once is solved */
    free(changed);
    place_free(&place);
}

static void keeps_what_is_reset(void)
{
    struct place place = started();
    char *original = place_read(&place, "tally/tally.c"), *path = place_path(&place, "tally/scenario.c"),
         *text;
    place_expect(&place, "tally", "reset", 0, "nothing to reset", NULL);
    place_write(&place, "tally/tally.c", "first");
    place_expect(&place, "tally", "reset", 0, "tally.c is as it was; what you had is kept as tally.c.1",
                 NULL);
    place_write(&place, "tally/tally.c", "second");
    RL_EXPECT_EQ(0, unlink(path));
    place_expect(&place, "tally", "reset", 0, "kept as tally.c.2\nscenario.c was missing and is there again",
                 NULL);
    text = place_read(&place, "tally/tally.c");
    RL_EXPECT_STREQ(original, text);
    free(text);
    text = place_read(&place, "tally/tally.c.1");
    RL_EXPECT_STREQ("first", text);
    free(text);
    text = place_read(&place, "tally/tally.c.2");
    RL_EXPECT_STREQ("second", text);
    free(text);
    free(original);
    free(path);
    place_expect(&place, NULL, "reset", 2, NULL,
                 "this folder is no working copy of a lab; `racelab start LAB`");
    place_free(&place);
}

/* On a full disk the learner's file is where it was. */
static void loses_nothing_on_a_full_disk(void)
{
    struct place place = started();
    const char *const env[] = {place.labs, place.state, NULL};
    char *folder = place_path(&place, "tally");
    struct call call = {.words = "reset", .env = env, .folder = folder, .file_limit = 100};
    place_write(&place, "tally/tally.c", "mine");
    struct answer answer = racelab_call(&call);
    RL_EXPECT_EQ(4, answer.status);
    RL_EXPECT_CONTAINS(answer.err, "cannot be written");
    char *text = place_read(&place, "tally/tally.c");
    RL_EXPECT_STREQ("mine", text);
    RL_EXPECT_FALSE(place_has(&place, "tally/tally.c.1"));
    free(text);
    free(folder);
    answer_free(&answer);
    place_free(&place);
}

static void says_what_is_judged(void)
{
    struct place place = started();
    place_write(&place, "tally/scenario.c", "int main(void) { return 0; }\n");
    place_expect(&place, "tally", "check", 1, "tally.c fails", "scenario.c here differs from the lab's own");
    place_expect(&place, "tally", "check wrong/volatile.c", 1, "wrong/volatile.c fails", NULL);
    place_expect(&place, "tally", "check fixes/mutex.c", 2, NULL, "fixes/mutex.c: there is no such file");
    place_expect(&place, "tally", "check mine.c", 2, NULL, "mine.c: there is no such file");
    place_expect(&place, "tally", "check elephant", 2, NULL, "there is no lab \"elephant\"");
    place_expect(&place, "tally/include", "check --brief", 1, "/tally/tally.c fails", NULL);
    place_free(&place);
}

static void needs_no_lab_for(const void *param)
{
    const char *const *row = param; /* words, what is said */
    struct place place = started();
    place_expect(&place, "tally", row[0], 0, row[1], NULL);
    place_free(&place);
}

static void marker_is_damaged(const void *param)
{
    const char *const *row = param; /* the file, what is said */
    struct place place = started();
    place_write(&place, "tally/racelab.yaml", row[0]);
    place_expect(&place, "tally", "check", 2, NULL, row[1]);
    place_expect(&place, "tally", "reset", 2, NULL, row[1]);
    place_free(&place);
}

/* The verdict counts, though nobody can write it down. */
static void judges_without_a_record(void)
{
    struct place place = started();
    const char *const env[] = {place.labs, "RACELAB_STATE=/proc/nowhere", NULL};
    char *folder = place_path(&place, "tally");
    struct call call = {.words = "check", .env = env, .folder = folder};
    struct answer answer = racelab_call(&call);
    RL_EXPECT_EQ(1, answer.status);
    RL_EXPECT_CONTAINS(answer.out, "tally.c fails");
    RL_EXPECT_CONTAINS(answer.err, "your progress is not recorded: /proc/nowhere cannot be used");
    answer_free(&answer);
    call.words = "check --json"; /* for a machine, which has no use for the record */
    answer = racelab_call(&call);
    RL_EXPECT_EQ(1, answer.status);
    RL_EXPECT_STREQ("", answer.err);
    answer_free(&answer);
    free(folder);
    place_free(&place);
}

static void sets_a_damaged_record_aside(void)
{
    struct place place = started();
    place_write(&place, "state/progress.json", "{\"schema\": \"racelab/pro");
    place_expect(&place, NULL, "list", 0, "  tally  ", "progress.json is damaged (line 1: ");
    char *kept = place_read(&place, "state/progress.json.damaged.1");
    RL_EXPECT_STREQ("{\"schema\": \"racelab/pro", kept);
    free(kept);
    struct answer again = place_call(&place, NULL, "list");
    RL_EXPECT_STREQ("", again.err);
    answer_free(&again);
    place_free(&place);
}

/* Files of the lab itself are no learner's work. */
static void leaves_the_labs_own_files_out(void)
{
    struct place place = place_make(NULL);
    place_expect(&place, NULL, "check tally " RL_FIXTURES "/labs/90-fixture/tally/fixes/mutex.c", 0, "pass",
                 NULL);
    place_expect(&place, NULL, "list", 0, "0 of 1 lab solved", NULL);
    RL_EXPECT_FALSE(place_has(&place, "state/progress.json"));
    place_free(&place);
}

static const char *const hint[] = {"hint", "Next: racelab hint 2 says more."},
                         *const hint_2[] = {"hint 2", "Hint 2 of 3: It reads before it writes."},
                         *const show[] = {"show",
                                          "  tally.c\n      the program that is wrong: yours to mend"},
                         *const run[] = {"run --times 2", "Outcomes of 2 runs"},
                         *const next[] = {"next", "Next: you are in its working copy"},
                         *const solution[] = {"solution --force", "fixes/mutex.c, by mutex"},
                         *const one[] = {"solution --force tally/mutex --json", "racelab/solution/v1"};
static const char *const no_yaml[] = {"{", "does not say of which lab this folder is a working copy"},
                         *const no_lab[] = {"format: 1\n", "does not say of which lab"},
                         *const newer[] = {"format: 2\nlab: 90-fixture/tally\n", "of format 2"},
                         *const unknown[] = {"format: 1\nlab: 90-fixture/taly\n", "did you mean tally?"};

static const struct rl_case cases[] = {RL_CASE(from_start_to_pass),
                                       RL_CASE(is_not_run_again_without_need),
                                       RL_CASE(keeps_what_is_reset),
                                       RL_CASE(loses_nothing_on_a_full_disk),
                                       RL_CASE(says_what_is_judged),
                                       RL_CASE(judges_without_a_record),
                                       RL_CASE(sets_a_damaged_record_aside),
                                       RL_CASE(leaves_the_labs_own_files_out),
                                       RL_CASE_P(needs_no_lab_for, "hint", hint),
                                       RL_CASE_P(needs_no_lab_for, "hint_2", hint_2),
                                       RL_CASE_P(needs_no_lab_for, "show", show),
                                       RL_CASE_P(needs_no_lab_for, "run", run),
                                       RL_CASE_P(needs_no_lab_for, "next", next),
                                       RL_CASE_P(needs_no_lab_for, "solution", solution),
                                       RL_CASE_P(needs_no_lab_for, "one_solution", one),
                                       RL_CASE_P(marker_is_damaged, "no_yaml", no_yaml),
                                       RL_CASE_P(marker_is_damaged, "no_lab", no_lab),
                                       RL_CASE_P(marker_is_damaged, "newer", newer),
                                       RL_CASE_P(marker_is_damaged, "unknown", unknown),
                                       RL_CASE_END};
RL_SUITE(cli_workcopy, cases);
