/* SPDX-License-Identifier: MIT */
/* Which name somebody may have meant; and the small things done with texts. */
#include "shim/rl_test.h"

#include "grader/words.h"

#include <stdlib.h>

static char *hint(const char *typed)
{
    struct rl_list names = RL_LIST_INIT;
    const char *const all[] = {"counter-lost-update", "two-locks-one-datum", "relock-self", "abba-transfer",
                               NULL};
    rl_list_add_all(&names, all);
    char *text = rl_nearest_hint(typed, &names);
    rl_list_free(&names);
    return text;
}

struct typed {
    const char *typed, *meant;
};

static void suggests(const void *param)
{
    const struct typed *row = param;
    char *text = hint(row->typed);
    RL_EXPECT_STREQ(row->meant, text);
    free(text);
}

static void keeps_to_the_limit(void)
{
    struct rl_list names = RL_LIST_INIT, near = RL_LIST_INIT;
    const char *const all[] = {"aaaa1", "aaaa2", "aaaa3", "aaaa4", NULL};
    rl_list_add_all(&names, all);
    rl_nearest_names("aaaa", &names, 2, &near);
    RL_EXPECT_EQ(2, (int)near.length);
    rl_list_free(&near);
    rl_list_free(&names);
}

static void finds_lines(void)
{
    char *second = rl_text_line("one\n\t two\r\nthree", 2), *third = rl_text_line("one\ntwo\nthree", 3);
    RL_EXPECT_STREQ("two", second);
    RL_EXPECT_STREQ("three", third);
    RL_EXPECT_NULL(rl_text_line("one\n", 5));
    char *hostile =
        rl_text_line("x++; /* \033[2J \xe2\x80\xae \xff */", 1); /* a learner's, on a person's terminal */
    RL_EXPECT_STREQ("x++; /* \xef\xbf\xbd[2J \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd \xef\xbf\xbd */", hostile);
    free(hostile);
    RL_EXPECT_EQ(3, (int)rl_text_count_lines("one\ntwo\nthree"));
    RL_EXPECT_EQ(2, (int)rl_text_count_lines("one\ntwo\n"));
    free(second);
    free(third);
}

static void replaces_every_occurrence(void)
{
    char *text = rl_text_replace("aXbXX", "X", "--");
    RL_EXPECT_STREQ("a--b----", text);
    free(text);
}

static const struct typed swapped = {"conuter-lost-update", "; did you mean counter-lost-update?"};
static const struct typed part = {"lost", "; did you mean counter-lost-update?"};
static const struct typed missing = {"relock-slf", "; did you mean relock-self?"};
static const struct typed far = {"zzzzzzzzzz", ""};
static const struct typed longer_than_any = {"counter-lost-update-counter-lost-update-counter-lost-update-"
                                             "counter-lost-update-counter-lost-update-counter-lost-"
                                             "update-counter-lost-update",
                                             ""};
static const struct typed nothing = {"", ""};

static const struct rl_case cases[] = {RL_CASE_P(suggests, "swapped", &swapped),
                                       RL_CASE_P(suggests, "part", &part),
                                       RL_CASE_P(suggests, "missing", &missing),
                                       RL_CASE_P(suggests, "far", &far),
                                       RL_CASE_P(suggests, "longer_than_any", &longer_than_any),
                                       RL_CASE_P(suggests, "nothing", &nothing),
                                       RL_CASE(keeps_to_the_limit),
                                       RL_CASE(finds_lines),
                                       RL_CASE(replaces_every_occurrence),
                                       RL_CASE_END};
RL_SUITE(names, cases);
