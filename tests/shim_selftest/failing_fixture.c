/* SPDX-License-Identifier: MIT */
/* Cases that must fail, each at the lines marked "fails here"; refusing_cases.c runs this program and looks.
 */
#include "shim/rl_test.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void prints_both_values(void)
{
    int sum = 4;
    RL_EXPECT_EQ(5, sum); /* fails here: prints_both_values */
}

static void prints_by_type(void)
{
    RL_EXPECT_EQ((char)97, (char)98);                        /* fails here: prints_by_type 1 */
    RL_EXPECT_LT(18446744073709551615u, 1);                  /* fails here: prints_by_type 2 */
    RL_EXPECT_GE(0.25, 0.5);                                 /* fails here: prints_by_type 3 */
    RL_EXPECT_NE((_Bool)1, (_Bool)1);                        /* fails here: prints_by_type 4 */
    RL_EXPECT_EQ((void *)0, &rl_test_failed == 0 ? "" : ""); /* fails here: prints_by_type 5 */
}

static void expect_goes_on(void)
{
    RL_EXPECT_TRUE(1 > 2);  /* fails here: expect_goes_on 1 */
    RL_EXPECT_FALSE(1 < 2); /* fails here: expect_goes_on 2 */
    RL_EXPECT_TRUE(rl_test_failed());
}

static void assert_stops(void)
{
    RL_ASSERT_LE(3, 2); /* fails here: assert_stops */
    RL_FAIL("never reached");
}

static void fatal_stops(void)
{
    RL_FAIL("first of %d", 2); /* fails here: fatal_stops 1 */
    RL_FATAL("second");        /* fails here: fatal_stops 2 */
    RL_FAIL("never reached");
}

static void compares_text(void)
{
    RL_EXPECT_STREQ("one\n", "t\"wo");           /* fails here: compares_text 1 */
    RL_EXPECT_STREQ("one", NULL);                /* fails here: compares_text 2 */
    RL_EXPECT_STRNE("one", "one");               /* fails here: compares_text 3 */
    RL_EXPECT_CONTAINS("one two three", "four"); /* fails here: compares_text 4 */
    RL_EXPECT_CONTAINS(NULL, "four");            /* fails here: compares_text 5 */
}

static void looks_at_pointers(void)
{
    int here = 0;
    RL_EXPECT_NULL(&here);    /* fails here: looks_at_pointers 1 */
    RL_ASSERT_NOT_NULL(NULL); /* fails here: looks_at_pointers 2 */
    RL_FAIL("never reached");
}

static void takes_a_parameter(const void *param)
{
    const int *wanted = param;
    RL_EXPECT_EQ(7, *wanted); /* fails here: takes_a_parameter */
}

static void lives_on(void) {}

static void dies_with_other_words(void)
{
    fputs("some other reason\n", stderr);
    abort();
}

static void death_does_not_come(void)
{
    RL_EXPECT_DEATH(lives_on, ""); /* fails here: death_does_not_come */
}

static void death_has_other_words(void)
{
    RL_EXPECT_DEATH(dies_with_other_words, "the wanted reason"); /* fails here: death_has_other_words */
}

static void *fails_elsewhere(void *unused)
{
    RL_EXPECT_EQ(1, 2); /* fails here: fails_in_another_thread */
    return unused;
}

static void fails_in_another_thread(void)
{
    pthread_t thread;
    RL_ASSERT_EQ(0, pthread_create(&thread, NULL, fails_elsewhere, NULL));
    RL_ASSERT_EQ(0, pthread_join(thread, NULL));
}

static void skips(void)
{
    RL_SKIP("because of %s", "the weather"); /* skips here: skips */
    RL_FAIL("never reached");
}

static const int seven = 7;
static const int eight = 8;

static const struct rl_case cases[] = {
    RL_CASE(prints_both_values),
    RL_CASE(prints_by_type),
    RL_CASE(expect_goes_on),
    RL_CASE(assert_stops),
    RL_CASE(fatal_stops),
    RL_CASE(compares_text),
    RL_CASE(looks_at_pointers),
    RL_CASE_P(takes_a_parameter, "seven", &seven),
    RL_CASE_P(takes_a_parameter, "eight", &eight),
    RL_CASE(death_does_not_come),
    RL_CASE(death_has_other_words),
    RL_CASE(fails_in_another_thread),
    RL_CASE(skips),
    RL_CASE_END,
};
RL_SUITE(must_fail, cases);
