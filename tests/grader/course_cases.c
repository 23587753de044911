/* SPDX-License-Identifier: MIT */
/* Labs and their variants are found by every name they have. */
#include "grader/course.h"

#include "shim/rl_test.h"

#include <stdlib.h>

static struct rl_course opened(void)
{
    struct rl_course course;
    char *why = NULL;
    if (!rl_course_open(RL_FIXTURES "/labs", &course, &why))
        RL_FAIL("%s", why);
    free(why);
    return course;
}

static void finds_by_either_name(void)
{
    struct rl_course course = opened();
    char *why = NULL;
    const struct rl_lab *lab = rl_course_find(&course, "tally", &why);
    RL_ASSERT_NOT_NULL(lab);
    RL_EXPECT_STREQ("90-fixture/tally", lab->name);
    RL_EXPECT_TRUE(rl_course_find(&course, "90-fixture/tally/", &why) == lab);
    rl_course_close(&course);
}

static void suggests_near_names(void)
{
    struct rl_course course = opened();
    char *why = NULL;
    RL_EXPECT_NULL(rl_course_find(&course, "taly", &why));
    RL_EXPECT_STREQ("there is no lab \"taly\"; did you mean tally?", why);
    free(why);
    RL_EXPECT_NULL(rl_course_find(&course, "90-fixtures/taly", &why));
    RL_EXPECT_CONTAINS(why, "did you mean tally?");
    free(why);
    RL_EXPECT_NULL(rl_course_find(&course, "elephant", &why));
    RL_EXPECT_CONTAINS(why, "racelab list");
    free(why);
    rl_course_close(&course);
}

struct named {
    const char *name, *variant;
};

static void finds_variants(const void *param)
{
    const struct named *row = param;
    struct rl_course course = opened();
    char *why = NULL, *variant = NULL;
    RL_EXPECT_NOT_NULL(rl_course_find_variant(&course, row->name, &variant, &why));
    RL_EXPECT_STREQ(row->variant, variant ? variant : "(none)");
    free(variant);
    rl_course_close(&course);
}

static void names_the_variants_that_are(void)
{
    struct rl_course course = opened();
    char *why = NULL, *variant = NULL;
    RL_EXPECT_NULL(rl_course_find_variant(&course, "tally/mutx", &variant, &why));
    RL_EXPECT_CONTAINS(why, "tally has no variant \"mutx\"; did you mean fixes/mutex?");
    RL_EXPECT_CONTAINS(why, "buggy, fixes/atomic, fixes/mutex, wrong/alone");
    free(why);
    rl_course_close(&course);
}

static void says_where_labs_should_be(void)
{
    struct rl_course course;
    char *why = NULL;
    RL_EXPECT_FALSE(rl_course_open(RL_FIXTURES "/nowhere", &course, &why));
    RL_EXPECT_CONTAINS(why, "RACELAB_LABS");
    free(why);
}

static const struct named whole = {"tally", "(none)"}, bare = {"tally/mutex", "fixes/mutex.c"},
                          full = {"90-fixture/tally/wrong/alone.c", "wrong/alone.c"},
                          buggy = {"tally/buggy", "buggy.c"};

static const struct rl_case cases[] = {RL_CASE(finds_by_either_name),
                                       RL_CASE(suggests_near_names),
                                       RL_CASE_P(finds_variants, "whole", &whole),
                                       RL_CASE_P(finds_variants, "bare", &bare),
                                       RL_CASE_P(finds_variants, "full", &full),
                                       RL_CASE_P(finds_variants, "buggy", &buggy),
                                       RL_CASE(names_the_variants_that_are),
                                       RL_CASE(says_where_labs_should_be),
                                       RL_CASE_END};
RL_SUITE(course, cases);
