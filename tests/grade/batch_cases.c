/* SPDX-License-Identifier: MIT */
/* What is judged, what is reused, what is tried again, and what it is worth. */
#include "class.h"

#include "sanitizers/process.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void judges_each_once_and_never_again(void)
{
    struct class class = class_make();
    class_write(&class, "ann", "int a;");
    class_write(&class, "bob", "int b; /* say fail */");
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_EQ(2UL, class.judged);
    RL_EXPECT_STREQ("fail", class_task(&class, "bob")->verdict);
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_EQ(2UL, class.judged);
    RL_EXPECT_EQ(RL_TASK_REUSED, class_task(&class, "ann")->state);
    RL_EXPECT_STREQ("pass", class_task(&class, "ann")->verdict);
    RL_EXPECT_EQ(100.0, class_task(&class, "ann")->got);
    class_free(&class);
}

static void one_file_has_one_verdict(void)
{
    struct class class = class_make();
    for (int i = 0; i < 20; i++) {
        char name[8];
        snprintf(name, sizeof name, "l%d", i);
        class_write(&class, name, "int same;");
    }
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_EQ(1UL, class.judged);
    RL_EXPECT_EQ(1, (int)class_verdicts(&class));
    for (int i = 0; i < 20; i++)
        RL_EXPECT_STREQ("pass", class.assignment.tasks[i].verdict);
    class_free(&class);
}

enum change { NOTHING, SUBMISSION, LAB, RACELAB, COMPILER, LIBC, OPTIONS };
static const enum change nothing = NOTHING, submission = SUBMISSION, lab = LAB, racelab = RACELAB,
                         compiler = COMPILER, libc = LIBC, options = OPTIONS;

/* Each of what a verdict depends on is looked at. */
static void a_change_is_judged(const void *param)
{
    enum change change = *(const enum change *)param;
    struct class class = class_make();
    class_write(&class, "ann", "int a;");
    RL_EXPECT_TRUE(class_grade(&class));
    if (change == SUBMISSION)
        class_write(&class, "ann", "int  a;");
    class.lab->digest.hex[0] ^= change == LAB;
    class.fingerprint.racelab.hex[0] ^= change == RACELAB;
    if (change == COMPILER)
        class.fingerprint.compiler = (char *)"clang 0.1";
    if (change == LIBC)
        class.fingerprint.libc = (char *)"glibc 0.1";
    if (change == OPTIONS)
        class.fingerprint.options = (char *)"others";
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_EQ(change == NOTHING ? 1UL : 2UL, class.judged);
    class_free(&class);
}

static void again_judges_what_is_known(void)
{
    struct class class = class_make();
    class_write(&class, "ann", "int a;");
    class_write(&class, "bob", "int a;");
    RL_EXPECT_TRUE(class_grade(&class));
    class.again = true;
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_EQ(2UL, class.judged); /* once more for both, who have one file */
    RL_EXPECT_EQ(1, (int)class_verdicts(&class));
    class_free(&class);
}

static void infra_is_tried_again_and_is_no_verdict(void)
{
    struct class class = class_make();
    class.retries = 2;
    class_write(&class, "ann", "/* say infra-twice */");
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_EQ(3UL, class.judged);
    RL_EXPECT_STREQ("pass", class_task(&class, "ann")->verdict);
    class_free(&class);
}

static void retries_are_bounded_and_leave_no_mark(void)
{
    struct class class = class_make();
    class.retries = 2;
    class_write(&class, "ann", "/* say infra */");
    class_write(&class, "bob", "int b;");
    RL_EXPECT_FALSE(class_grade(&class));
    RL_EXPECT_EQ(4UL, class.judged);
    RL_EXPECT_EQ(1, (int)class_verdicts(&class));
    RL_EXPECT_EQ(RL_TASK_INFRA, class_task(&class, "ann")->state);
    RL_EXPECT_NULL(class_task(&class, "ann")->verdict);
    RL_EXPECT_LT(class_task(&class, "ann")->got, 0.0);
    char *dump = class_dump(&class);
    RL_EXPECT_CONTAINS(dump, "so the file says"); /* why there is none */
    free(dump);
    class_write(&class, "ann", "int mended;");
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_EQ(5UL, class.judged);
    class_free(&class);
}

static void write_hundred_that_fail(const struct class *class)
{
    for (int i = 0; i < 100; i++) {
        char name[8], text[40];
        snprintf(name, sizeof name, "l%d", i);
        snprintf(text, sizeof text, "int n = %d; /* say infra */", i);
        class_write(class, name, text);
    }
    class_write(class, "zoe", "int z;");
}

static void a_sick_machine_is_not_asked_a_thousand_times(void)
{
    struct class class = class_make();
    class.retries = 5;
    class.healthy_anew = false;
    write_hundred_that_fail(&class);
    RL_EXPECT_FALSE(class_grade(&class));
    RL_EXPECT_LE(class.judged, 10UL);
    RL_EXPECT_CONTAINS(class.why ? class.why : "", "in a row");
    RL_EXPECT_CONTAINS(class.why ? class.why : "", "canary");
    class_free(&class);
}

static void hostile_submissions_do_not_stop_the_others(void)
{
    struct class class = class_make();
    class.retries = 1;
    write_hundred_that_fail(&class);
    RL_EXPECT_FALSE(class_grade(&class));
    RL_EXPECT_EQ(201UL, class.judged);
    RL_EXPECT_STREQ("pass", class_task(&class, "zoe")->verdict);
    class_free(&class);
}

static void nothing_is_judged_where_the_canary_is_silent(void)
{
    struct class class = class_make();
    class.healthy = false;
    class_write(&class, "ann", "int a;");
    RL_EXPECT_FALSE(class_grade(&class));
    RL_EXPECT_EQ(0UL, class.judged);
    RL_EXPECT_CONTAINS(class.why ? class.why : "", "canary");
    class_free(&class);
}

struct worth {
    const char *text;
    double got; /* negative: no mark */
    bool provisional, require_complete;
};
static const struct worth passes = {"int a;", 100, false, true};
static const struct worth races = {"/* say fail */", 60, false, false};
static const struct worth unproven = {"/* say unproven */", 100, true, false};
static const struct worth unproven_is_not_enough = {"/* say unproven */", -1, true, true};
static const struct worth needs_review = {"/* say needs_review */", -1, false, false};
static const struct worth unsupported = {"/* say unsupported */", -1, false, false};
static const struct worth limit = {"/* say limit */", 0, false, false};
static const struct worth empty = {"", 0, false, false};

static void is_worth(const void *param)
{
    const struct worth *worth = param;
    struct class class = class_make();
    class.lab->require_complete = worth->require_complete;
    class_write(&class, "ann", worth->text);
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_EQ(worth->got, class_task(&class, "ann")->got);
    RL_EXPECT_EQ(worth->provisional, class_task(&class, "ann")->provisional);
    class_free(&class);
}

static void the_buggy_file_handed_in_is_worth_nothing(void)
{
    struct class class = class_make();
    char *path = rl_text_format("%s/buggy.c", class.lab->lab->folder), *text = rl_text_read_file(path, NULL);
    class_write(&class, "ann", text);
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_EQ(0.0, class_task(&class, "ann")->got);
    free(text);
    free(path);
    class_free(&class);
}

static void what_is_no_file_gets_a_verdict(void)
{
    struct class class = class_make();
    char *path = rl_text_format("%s/ann.c", class.in);
    mkfifo(path, 0600);
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_STREQ("rejected", class_task(&class, "ann")->verdict);
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_EQ(RL_TASK_REUSED, class_task(&class, "ann")->state);
    RL_EXPECT_EQ(0UL, class.judged);
    free(path);
    class_free(&class);
}

static void interrupt(struct class *class, const char *learner)
{
    (void)class;
    if (strcmp(learner, "bob") == 0)
        rl_interrupted = 2;
}

static void what_an_interrupted_judge_says_is_not_kept(void)
{
    struct class class = class_make();
    class.jobs = 1;
    class.noted = interrupt;
    class_write(&class, "ann", "int a;");
    class_write(&class, "bob", "int b;");
    class_write(&class, "cid", "int c;");
    RL_EXPECT_FALSE(class_grade(&class));
    RL_EXPECT_EQ(2UL, class.judged);
    RL_EXPECT_EQ(1, (int)class_verdicts(&class));
    rl_interrupted = 0;
    class.noted = NULL;
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_EQ(4UL, class.judged);
    class_free(&class);
}

static void two_files_of_one_learner_are_an_error(void)
{
    struct class class = class_make();
    char *folder = rl_text_format("%s/ann", class.in), *file = rl_text_format("%s/tally.c", folder);
    class_write(&class, "ann", "int a;");
    mkdir(folder, 0700);
    rl_text_write_file(file, "int b;", 6);
    RL_EXPECT_FALSE(class_grade(&class));
    RL_EXPECT_CONTAINS(class.why ? class.why : "", "both the submission of ann");
    free(folder);
    free(file);
    class_free(&class);
}

static const struct rl_case cases[] = {RL_CASE(judges_each_once_and_never_again),
                                       RL_CASE(one_file_has_one_verdict),
                                       RL_CASE_P(a_change_is_judged, "nothing", &nothing),
                                       RL_CASE_P(a_change_is_judged, "submission", &submission),
                                       RL_CASE_P(a_change_is_judged, "lab", &lab),
                                       RL_CASE_P(a_change_is_judged, "racelab", &racelab),
                                       RL_CASE_P(a_change_is_judged, "compiler", &compiler),
                                       RL_CASE_P(a_change_is_judged, "libc", &libc),
                                       RL_CASE_P(a_change_is_judged, "options", &options),
                                       RL_CASE(again_judges_what_is_known),
                                       RL_CASE(infra_is_tried_again_and_is_no_verdict),
                                       RL_CASE(retries_are_bounded_and_leave_no_mark),
                                       RL_CASE(a_sick_machine_is_not_asked_a_thousand_times),
                                       RL_CASE(hostile_submissions_do_not_stop_the_others),
                                       RL_CASE(nothing_is_judged_where_the_canary_is_silent),
                                       RL_CASE_P(is_worth, "pass", &passes),
                                       RL_CASE_P(is_worth, "fail", &races),
                                       RL_CASE_P(is_worth, "unproven", &unproven),
                                       RL_CASE_P(is_worth, "unproven_is_not_enough", &unproven_is_not_enough),
                                       RL_CASE_P(is_worth, "needs_review", &needs_review),
                                       RL_CASE_P(is_worth, "unsupported", &unsupported),
                                       RL_CASE_P(is_worth, "limit", &limit),
                                       RL_CASE_P(is_worth, "empty", &empty),
                                       RL_CASE(the_buggy_file_handed_in_is_worth_nothing),
                                       RL_CASE(what_is_no_file_gets_a_verdict),
                                       RL_CASE(what_an_interrupted_judge_says_is_not_kept),
                                       RL_CASE(two_files_of_one_learner_are_an_error),
                                       RL_CASE_END};
RL_SUITE(batch, cases);
