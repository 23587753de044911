/* SPDX-License-Identifier: MIT */
/* The checks of the shim, used as they are meant to be: every case here passes. */
#include "shim/rl_test.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

enum colour { RED, GREEN };

static void compares_every_type(void)
{
    signed char sc = -1;
    unsigned char uc = 200;
    short s = -2;
    unsigned short us = 3;
    unsigned u = 4;
    long l = -5;
    unsigned long ul = UINT64_MAX;
    long long ll = INT64_MIN;
    _Atomic int atomic = 7;
    const volatile int qualified = 8;
    enum colour colour = GREEN;
    RL_EXPECT_EQ(-1, sc);
    RL_EXPECT_EQ(200, uc);
    RL_EXPECT_EQ(-2, s);
    RL_EXPECT_EQ(3, us);
    RL_EXPECT_EQ(4, u);
    RL_EXPECT_EQ(-5, l);
    RL_EXPECT_EQ(UINT64_MAX, ul);
    RL_EXPECT_EQ(INT64_MIN, ll);
    RL_EXPECT_EQ(7, atomic);
    RL_EXPECT_EQ(8, qualified);
    RL_EXPECT_EQ(GREEN, colour);
    RL_EXPECT_EQ('a', (char)97);
    RL_EXPECT_EQ(true, (_Bool)1);
    RL_EXPECT_EQ(0.5, 0.5f);
    RL_EXPECT_EQ(&u, &u);
    RL_EXPECT_EQ((void *)0, NULL);
}

static void compares_as_numbers(void)
{
    RL_EXPECT_LT(-1, 1u);
    RL_EXPECT_NE(-1, UINT64_MAX);
    RL_EXPECT_GT(UINT64_MAX, INT64_MAX);
    RL_EXPECT_LE((size_t)3, 3);
    RL_EXPECT_GE(3.0, 3);
}

static int calls;
static int counted(void)
{
    return ++calls;
}

static void evaluates_operands_once(void)
{
    calls = 0;
    RL_EXPECT_EQ(1, counted());
    RL_EXPECT_TRUE(counted() == 2);
    RL_ASSERT_NE(2, counted());
    RL_EXPECT_EQ(3, calls);
}

static void compares_text(void)
{
    char copy[] = "abc";
    RL_EXPECT_STREQ("abc", copy);
    RL_EXPECT_STRNE("abc", "abd");
    RL_EXPECT_STREQ(NULL, NULL);
    RL_EXPECT_STRNE("abc", NULL);
    RL_ASSERT_CONTAINS("one two", "two");
    RL_EXPECT_NULL(NULL);
    RL_ASSERT_NOT_NULL(copy);
    RL_EXPECT_FALSE(rl_test_failed());
}

static void takes_a_parameter(const void *param)
{
    const int *pair = param;
    RL_EXPECT_EQ(pair[1], pair[0] * pair[0]);
}

static void *expects_elsewhere(void *unused)
{
    RL_EXPECT_EQ(4, 2 + 2);
    return unused;
}

static void works_in_another_thread(void)
{
    pthread_t thread;
    RL_ASSERT_EQ(0, pthread_create(&thread, NULL, expects_elsewhere, NULL));
    RL_ASSERT_EQ(0, pthread_join(thread, NULL));
}

static void dies(void)
{
    abort();
}

static void sees_a_death(void)
{
    RL_EXPECT_DEATH(dies, "");
    RL_EXPECT_DEATH(dies, "");
}

static const int two[] = {2, 4};
static const int three[] = {3, 9};

static const struct rl_case cases[] = {
    RL_CASE(compares_every_type),
    RL_CASE(compares_as_numbers),
    RL_CASE(evaluates_operands_once),
    RL_CASE(compares_text),
    RL_CASE_P(takes_a_parameter, "two", two),
    RL_CASE_P(takes_a_parameter, "three-of:them*", three),
    RL_CASE(works_in_another_thread),
    RL_CASE(sees_a_death),
    RL_CASE_END,
};
RL_SUITE(shim, cases);
