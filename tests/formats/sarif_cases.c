/* SPDX-License-Identifier: MIT */
/* What SARIF says of a race beyond its schema: both sides, the order of steps, rules, fingerprints. */
#include "samples.h"

#include "grader/words.h"
#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static json_t *log_of(json_t *verdicts)
{
    char *text = written("sarif", verdicts, RL_FEEDBACK_FULL);
    json_t *log = json_loads(text, 0, NULL);
    free(text);
    json_decref(verdicts);
    return log;
}

static json_t *run_of(const json_t *log)
{
    return json_array_get(json_object_get(log, "runs"), 0);
}

static json_t *result_of(const json_t *log, size_t index)
{
    return json_array_get(json_object_get(run_of(log), "results"), index);
}

static json_int_t line_of(const json_t *location)
{
    const json_t *physical = json_object_get(location, "physicalLocation");
    return json_integer_value(json_object_get(json_object_get(physical, "region"), "startLine"));
}

static const char *uri_of(const json_t *location)
{
    const json_t *physical = json_object_get(location, "physicalLocation");
    return json_string_value(json_object_get(json_object_get(physical, "artifactLocation"), "uri"));
}

static void both_sides_of_a_race_are_locations(void)
{
    json_t *log = log_of(samples("fail")), *race = result_of(log, 0);
    const json_t *one = json_array_get(json_object_get(race, "locations"), 0);
    const json_t *other = json_array_get(json_object_get(race, "relatedLocations"), 0);
    RL_EXPECT_STREQ("data-race", json_string_value(json_object_get(race, "ruleId")));
    RL_EXPECT_EQ(14, line_of(one));
    RL_EXPECT_EQ(9, line_of(other));
    RL_EXPECT_STREQ("submissions/ann/tickets.c", uri_of(one));
    RL_EXPECT_STREQ("submissions/ann/tickets.c", uri_of(other));
    json_decref(log);
}

/* What lies in no file of the learner's is shown on the learner's file, and the place beside it. */
static void a_place_in_the_scenario_is_related(void)
{
    json_t *log = log_of(samples("fail")), *wrong = result_of(log, 1);
    const json_t *one = json_array_get(json_object_get(wrong, "locations"), 0);
    const json_t *other = json_array_get(json_object_get(wrong, "relatedLocations"), 0);
    RL_EXPECT_STREQ("submissions/ann/tickets.c", uri_of(one));
    RL_EXPECT_STREQ("02-atomicity/oversell-check-then-act/scenario.c", uri_of(other));
    RL_EXPECT_EQ(30, line_of(other));
    json_decref(log);
}

static void the_interleaving_is_a_flow_for_each_thread(void)
{
    json_t *log = log_of(samples("fail")), *race = result_of(log, 0), *flow, *at;
    const json_t *flows =
        json_object_get(json_array_get(json_object_get(race, "codeFlows"), 0), "threadFlows");
    static const char *const names[] = {"main", "thread 1 (window)", "thread 2 (window)"};
    static const size_t lengths[] = {2, 3, 2}; /* two steps; two and its side; one and its side */
    size_t index, i;
    RL_ASSERT_EQ(3u, json_array_size(flows));
    json_array_foreach(flows, index, flow)
    {
        json_int_t before = 0;
        RL_EXPECT_STREQ(names[index], json_string_value(json_object_get(flow, "id")));
        RL_EXPECT_EQ(lengths[index], json_array_size(json_object_get(flow, "locations")));
        json_array_foreach(json_object_get(flow, "locations"), i, at)
        {
            json_int_t order = json_integer_value(json_object_get(at, "executionOrder"));
            RL_EXPECT_GT(order, before);
            before = order;
        }
        if (index > 0)
            RL_EXPECT_EQ(6, before); /* the sides: after the last step, and neither first */
    }
    json_decref(log);
}

static void every_result_names_its_rule(void)
{
    json_t *log = log_of(samples(NULL)), *result;
    const json_t *rules =
        json_object_get(json_object_get(json_object_get(run_of(log), "tool"), "driver"), "rules");
    size_t index;
    json_array_foreach(json_object_get(run_of(log), "results"), index, result)
    {
        size_t rule = (size_t)json_integer_value(json_object_get(result, "ruleIndex"));
        RL_EXPECT_STREQ(json_string_value(json_object_get(result, "ruleId")),
                        json_string_value(json_object_get(json_array_get(rules, rule), "id")));
        bool fails = strcmp("fail", json_string_value(json_object_get(result, "kind"))) == 0;
        bool none = strcmp("none", json_string_value(json_object_get(result, "level"))) == 0;
        RL_EXPECT_EQ(fails, !none);
    }
    RL_EXPECT_GT(index, 6u);
    json_decref(log);
}

static const char *print_of(const json_t *result)
{
    return json_string_value(
        json_object_get(json_object_get(result, "partialFingerprints"), "racelabFinding/v1"));
}

static void a_finding_that_moves_keeps_its_fingerprint(void)
{
    json_t *moved = samples("fail"), *changed = samples("fail"), *log = log_of(samples("fail"));
    json_t *sides =
        json_object_get(json_array_get(json_object_get(json_array_get(moved, 0), "findings"), 0), "sides");
    json_object_set_new(json_array_get(sides, 0), "line", json_integer(140));
    json_t *other = log_of(moved);
    RL_EXPECT_STREQ(print_of(result_of(log, 0)), print_of(result_of(other, 0)));
    sides =
        json_object_get(json_array_get(json_object_get(json_array_get(changed, 0), "findings"), 0), "sides");
    json_object_set_new(json_array_get(sides, 0), "source", json_string("stock = stock - 1;"));
    json_t *third = log_of(changed);
    RL_EXPECT_STRNE(print_of(result_of(log, 0)), print_of(result_of(third, 0)));
    RL_EXPECT_STRNE(print_of(result_of(log, 0)), print_of(result_of(log, 1)));
    json_decref(third);
    json_decref(other);
    json_decref(log);
}

static void a_fault_of_the_machine_is_no_result(void)
{
    json_t *log = log_of(samples("infra"));
    const json_t *invocation = json_array_get(json_object_get(run_of(log), "invocations"), 0);
    RL_EXPECT_EQ(0u, json_array_size(json_object_get(run_of(log), "results")));
    RL_EXPECT_TRUE(json_is_false(json_object_get(invocation, "executionSuccessful")));
    RL_EXPECT_EQ(1u, json_array_size(json_object_get(invocation, "toolExecutionNotifications")));
    json_decref(log);
}

static void what_passes_is_no_result(void)
{
    json_t *log = log_of(samples("pass"));
    RL_EXPECT_EQ(0u, json_array_size(json_object_get(run_of(log), "results")));
    json_decref(log);
}

static void a_compile_error_is_shown_at_its_line(void)
{
    json_t *log = log_of(samples("compile_error"));
    RL_EXPECT_EQ(7, line_of(json_array_get(json_object_get(result_of(log, 0), "locations"), 0)));
    json_decref(log);
}

static void no_message_holds_a_link(void)
{
    json_t *log = log_of(samples_with(NULL, "[see](https://example.org)"));
    char *text = json_dumps(log, 0);
    RL_EXPECT_NULL(strstr(text, "](https"));
    free(text);
    json_decref(log);
}

/* As validators ask for: a name that is the identifier again is left out, and every result has a line. */
static void names_and_places_say_something(void)
{
    json_t *log = log_of(samples(NULL)), *rule, *one;
    const json_t *driver = json_object_get(json_object_get(run_of(log), "tool"), "driver");
    size_t index, named = 0;
    json_array_foreach(json_object_get(driver, "rules"), index, rule)
    {
        const char *name = json_string_value(json_object_get(rule, "name"));
        named += name != NULL;
        if (name)
            RL_EXPECT_NE(0, strcasecmp(name, json_string_value(json_object_get(rule, "id"))));
    }
    RL_EXPECT_LT(10u, named);
    json_array_foreach(json_object_get(run_of(log), "results"), index, one)
        RL_EXPECT_LT(0, line_of(json_array_get(json_object_get(one, "locations"), 0)));
    json_decref(log);
}

static const struct rl_case cases[] = {
    RL_CASE(both_sides_of_a_race_are_locations),
    RL_CASE(a_place_in_the_scenario_is_related),
    RL_CASE(the_interleaving_is_a_flow_for_each_thread),
    RL_CASE(every_result_names_its_rule),
    RL_CASE(a_finding_that_moves_keeps_its_fingerprint),
    RL_CASE(a_fault_of_the_machine_is_no_result),
    RL_CASE(what_passes_is_no_result),
    RL_CASE(a_compile_error_is_shown_at_its_line),
    RL_CASE(no_message_holds_a_link),
    RL_CASE(names_and_places_say_something),
    RL_CASE_END,
};
RL_SUITE(format_sarif, cases);
