/* SPDX-License-Identifier: MIT */
/* From the failing schedules of an observer's runs to the steps that a verdict shows. */
#include "grader/interleaving.h"
#include "grader/words.h"
#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

static struct rl_finding first[] = {
    {.schedule = (char *)"a-1"}, {.schedule = NULL}, {.schedule = (char *)"a-2"}};
static struct rl_finding second[] = {{.schedule = (char *)"a-1"}, {.schedule = (char *)"a-3"}};
static struct rl_observation runs[] = {{.findings = first, .findings_len = 3},
                                       {.findings = second, .findings_len = 2}};

static void each_schedule_is_taken_once(void)
{
    struct rl_watch watch = {.runs = runs, .len = 2};
    rl_interleavings_begin(&watch, 5);
    RL_ASSERT_EQ(3u, watch.interleavings_len);
    RL_EXPECT_STREQ("a-1", watch.interleavings[0].schedule);
    RL_EXPECT_EQ(0u, watch.interleavings[0].run);
    RL_EXPECT_STREQ("a-3", watch.interleavings[2].schedule);
    RL_EXPECT_EQ(1u, watch.interleavings[2].run);
    rl_interleavings_free(&watch);
}

static void no_more_than_are_asked_for(void)
{
    struct rl_watch watch = {.runs = runs, .len = 2};
    rl_interleavings_begin(&watch, 1);
    RL_EXPECT_EQ(1u, watch.interleavings_len);
    rl_interleavings_free(&watch);
}

static void take(struct rl_interleaving *interleaving, int line)
{
    char *json = rl_text_format(
        "{\"operation\": \"mutex_lock\", \"thread\": {\"id\": 1, \"name\": \"thread 1\"}, \"object\": "
        "{\"name\": \"m\", "
        "\"kind\": \"mutex\"}, \"before\": \"free\", \"after\": \"held by thread 1\", \"place\": {\"file\": "
        "\"/tmp-of-one-run/tally.c\", \"line\": %d, \"function\": \"add\", \"source\": \"lock(&m);\"}}",
        line);
    rl_interleaving_step(interleaving, json);
    free(json);
}

static void a_step_is_put_into_words(void)
{
    struct rl_watch watch = {.runs = runs, .len = 2};
    rl_interleavings_begin(&watch, 3);
    take(&watch.interleavings[0], 7);
    json_t *steps = rl_interleaving_json(&watch, "a-1"), *step = json_array_get(steps, 0);
    RL_ASSERT_EQ(1u, json_array_size(steps));
    RL_EXPECT_STREQ("thread 1", json_string_value(json_object_get(step, "thread")));
    RL_EXPECT_STREQ("locks m", json_string_value(json_object_get(step, "what")));
    RL_EXPECT_STREQ("free → held", json_string_value(json_object_get(step, "change")));
    RL_EXPECT_STREQ("tally.c",
                    json_string_value(json_object_get(step, "file"))); /* not the folder of one run */
    RL_EXPECT_EQ(7, json_integer_value(json_object_get(step, "line")));
    json_decref(steps);
    rl_interleavings_free(&watch);
}

static long position(const json_t *steps, size_t index)
{
    return (long)json_integer_value(json_object_get(json_array_get(steps, index), "position"));
}

static void of_a_long_one_the_beginning_and_the_end_are_shown(void)
{
    struct rl_watch watch = {.runs = runs, .len = 2};
    rl_interleavings_begin(&watch, 1);
    for (int i = 1; i <= 1000; i++)
        take(&watch.interleavings[0], i);
    json_t *steps = rl_interleaving_json(&watch, "a-1");
    RL_EXPECT_EQ(200u, json_array_size(steps));
    RL_EXPECT_EQ(1, position(steps, 0));
    RL_EXPECT_EQ(40, position(steps, 39));
    RL_EXPECT_EQ(841, position(steps, 40));
    RL_EXPECT_EQ(1000, position(steps, 199));
    json_decref(steps);
    rl_interleavings_free(&watch);
}

static void what_was_not_replayed_has_no_steps(void)
{
    struct rl_watch watch = {.runs = runs, .len = 2};
    rl_interleavings_begin(&watch, 2);
    rl_interleaving_step(&watch.interleavings[0], "no JSON");
    RL_EXPECT_NULL(rl_interleaving_json(&watch, "a-1"));
    RL_EXPECT_NULL(rl_interleaving_json(&watch, "b-9"));
    RL_EXPECT_NULL(rl_interleaving_json(&watch, NULL));
    rl_interleavings_free(&watch);
}

static const struct rl_case cases[] = {
    RL_CASE(each_schedule_is_taken_once),        RL_CASE(no_more_than_are_asked_for),
    RL_CASE(a_step_is_put_into_words),           RL_CASE(of_a_long_one_the_beginning_and_the_end_are_shown),
    RL_CASE(what_was_not_replayed_has_no_steps), RL_CASE_END,
};
RL_SUITE(interleaving, cases);
