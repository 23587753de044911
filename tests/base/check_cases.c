/* SPDX-License-Identifier: MIT */
/* An assertion says where, what and what to do, and ends the program; one that holds costs one evaluation. */
#include "shim/rl_test.h"
#include "base/check.h"

#include <errno.h>

static int evaluations;

static bool holds(bool result)
{
    evaluations++;
    return result;
}

static void evaluates_once_and_goes_on(void)
{
    evaluations = 0;
    RL_CHECK(holds(true), "not said");
    rl_check_zero("pthread_mutex_lock", 0);
    RL_EXPECT_EQ(evaluations, 1);
}

static void fail(void)
{
    RL_CHECK(holds(false), "barrier: %d parties. Give one or more.", 0);
}

static void says_where_what_and_what_to_do(void)
{
    RL_EXPECT_DEATH(fail, "^racelab: .*check_cases\\.c:[0-9]+: barrier: 0 parties\\. Give one or more\\.\n");
}

static void fail_at_length(void)
{
    RL_CHECK(holds(false), "%600s", "x");
}

static void cuts_a_long_message_and_ends_the_line(void)
{
    RL_EXPECT_DEATH(fail_at_length, "^racelab: .*check_cases\\.c:[0-9]+:  +\n");
}

static void fail_impossibly(void)
{
    rl_check_zero("pthread_mutex_lock", EDEADLK);
}

static void fail_with_no_errno_value(void)
{
    rl_check_impossible("futex", 99999);
}

static void names_the_call_and_the_error(void)
{
    RL_EXPECT_DEATH(fail_impossibly, "racelab: pthread_mutex_lock failed with EDEADLK");
    RL_EXPECT_DEATH(fail_with_no_errno_value, "racelab: futex failed with an unknown error");
}

static const struct rl_case cases[] = {
    RL_CASE(evaluates_once_and_goes_on), RL_CASE(says_where_what_and_what_to_do),
    RL_CASE(cuts_a_long_message_and_ends_the_line), RL_CASE(names_the_call_and_the_error), RL_CASE_END};
RL_SUITE(base_check, cases);
