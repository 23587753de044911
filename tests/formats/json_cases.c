/* SPDX-License-Identifier: MIT */
/* The formats that are JSON, against their schemas; and the schemas, against what is broken. */
#include "samples.h"
#include "schema.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

/* One JSON format and a way to break what it writes. */
struct row {
    const char *format, *schema;
    const char *only; /* the kind of verdict that has all that the schema asks for; NULL: any */
};

static const struct row sarif = {"sarif", "sarif", NULL};
static const struct row classroom50 = {"classroom50", "classroom50", NULL};
static const struct row gradescope = {"gradescope", "gradescope", "fail"};

static json_t *parsed(const char *format, const json_t *verdicts, enum rl_feedback feedback)
{
    char *text = written(format, verdicts, feedback);
    json_t *json = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
    free(text);
    return json;
}

static void expect_fits(const struct row *row, const json_t *verdicts, enum rl_feedback feedback,
                        const char *what)
{
    json_t *schema = schema_read(row->schema), *json = parsed(row->format, verdicts, feedback);
    if (!json) {
        RL_FAIL("%s is no JSON with %s", row->format, what);
    } else {
        char *wrong = schema_complaint(schema, json);
        if (wrong)
            RL_FAIL("%s with %s: %s", row->format, what, wrong);
        free(wrong);
    }
    json_decref(json);
    json_decref(schema);
}

static void fits_its_schema(const void *param)
{
    const struct row *row = param;
    for (int feedback = 0; feedback <= RL_FEEDBACK_VERDICT; feedback++) {
        json_t *verdicts = samples(row->only);
        expect_fits(row, verdicts, (enum rl_feedback)feedback, rl_feedback_name((enum rl_feedback)feedback));
        json_decref(verdicts);
    }
}

static void stays_whole(const void *param)
{
    const struct row *row = param;
    for (size_t i = 0; hostile[i]; i++) {
        json_t *verdicts = samples_with(NULL, hostile[i]);
        json_t *first = json_pack("[O]", json_array_get(verdicts, 0));
        expect_fits(row, row->only ? first : verdicts, RL_FEEDBACK_FULL, hostile[i]);
        expect_fits(row, row->only ? first : verdicts, RL_FEEDBACK_HINTS, hostile[i]);
        json_decref(first);
        json_decref(verdicts);
    }
}

static void stays_small(const void *param)
{
    const struct row *row = param;
    char *huge = repeated("\"\\<x\n", 1 << 20);
    json_t *verdicts = samples_with("fail", huge), *first = json_pack("[O]", json_array_get(verdicts, 0));
    expect_fits(row, first, RL_FEEDBACK_FULL, "a megabyte in every text");
    char *text = written(row->format, first, RL_FEEDBACK_FULL);
    RL_EXPECT_LT(text ? strlen(text) : 0, (size_t)6 << 20);
    free(text);
    json_decref(first);
    json_decref(verdicts);
    free(huge);
}

/* A mark of a learner's for what was the machine's fault would be worse than none. */
static void gives_no_mark_for_a_fault_of_the_machine(const void *param)
{
    json_t *verdicts = samples(param), *result = parsed("gradescope", verdicts, RL_FEEDBACK_FULL);
    RL_ASSERT_NOT_NULL(result);
    RL_EXPECT_NULL(json_object_get(result, "score"));
    RL_EXPECT_NULL(json_object_get(result, "tests"));
    json_decref(result);
    result = parsed("classroom50", verdicts, RL_FEEDBACK_FULL);
    RL_EXPECT_EQ(0, json_integer_value(json_object_get(result, "max-score")));
    RL_EXPECT_EQ(0u, json_array_size(json_object_get(result, "tests")));
    json_decref(result);
    json_decref(verdicts);
}

/* JSON itself has nothing to put in the place of such bytes; what is made for readers has. */
static void refuses_or_mends_what_is_no_utf8(void)
{
    json_t *verdicts = samples_with("fail", "caf\xe9 \xff\xfe \xc3");
    char *text = written("json", verdicts, RL_FEEDBACK_FULL);
    RL_EXPECT_NULL(text);
    free(text);
    expect_fits(&sarif, verdicts, RL_FEEDBACK_FULL, "bytes that are no UTF-8");
    expect_fits(&gradescope, verdicts, RL_FEEDBACK_FULL, "bytes that are no UTF-8");
    expect_fits(&classroom50, verdicts, RL_FEEDBACK_FULL, "bytes that are no UTF-8");
    json_decref(verdicts);
}

static void one_without_a_mark_withholds_the_score_of_all(void)
{
    json_t *verdicts = samples(NULL), *result = parsed("gradescope", verdicts, RL_FEEDBACK_FULL);
    RL_EXPECT_NULL(json_object_get(result, "score"));
    json_decref(result);
    json_decref(verdicts);
}

static void the_score_is_the_sum_of_its_tests(void)
{
    json_t *verdicts = samples("fail"), *result = parsed("gradescope", verdicts, RL_FEEDBACK_FULL), *test;
    double sum = 0.0;
    size_t index;
    json_array_foreach(json_object_get(result, "tests"), index, test) sum +=
        json_number_value(json_object_get(test, "score"));
    RL_EXPECT_EQ(30.0, sum);
    RL_EXPECT_EQ(30.0, json_number_value(json_object_get(result, "score")));
    json_decref(result);
    json_decref(verdicts);
}

/* ---- the validators: each refuses what is broken */

struct breakage {
    const struct row *row;
    const char *path; /* "runs 0 results 0 ruleId": where */
    const char *key;  /* what is set there */
    const char *json; /* to this; NULL: it is taken away */
    const char *complaint;
};

static json_t *walk(json_t *json, const char *path)
{
    char *copy = strdup(path), *rest = NULL;
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        json = json_is_array(json) ? json_array_get(json, (size_t)atoi(word)) : json_object_get(json, word);
    free(copy);
    return json;
}

static void is_refused(const void *param)
{
    const struct breakage *breakage = param;
    json_t *verdicts = samples("fail"), *schema = schema_read(breakage->row->schema);
    json_t *json = parsed(breakage->row->format, verdicts, RL_FEEDBACK_FULL);
    json_t *at = walk(json, breakage->path);
    RL_ASSERT_NOT_NULL(at);
    if (breakage->json)
        json_object_set_new(at, breakage->key, json_loads(breakage->json, JSON_DECODE_ANY, NULL));
    else
        RL_ASSERT_EQ(0, json_object_del(at, breakage->key));
    char *wrong = schema_complaint(schema, json);
    RL_ASSERT_NOT_NULL(wrong);
    RL_EXPECT_CONTAINS(wrong, breakage->complaint);
    free(wrong);
    json_decref(json);
    json_decref(schema);
    json_decref(verdicts);
}

static const struct breakage no_version = {&sarif, "", "version", NULL, "lacks version"};
static const struct breakage odd_level = {&sarif, "runs 0 results 0", "level", "\"bad\"",
                                          "none of the values"};
static const struct breakage line_zero = {&sarif, "runs 0 results 0 locations 0 physicalLocation region",
                                          "startLine", "0", "too small"};
static const struct breakage odd_uri = {&sarif,
                                        "runs 0 results 0 locations 0 physicalLocation artifactLocation",
                                        "uri", "\"javascript:x\"", "does not match"};
static const struct breakage no_locations = {&sarif, "runs 0 results 0", "locations", "[]", "too few items"};
static const struct breakage odd_order = {&sarif, "runs 0 results 0 codeFlows 0 threadFlows 0 locations 0",
                                          "executionOrder", "\"1\"", "not of its type"};
static const struct breakage unknown_key = {&sarif, "runs 0 results 0", "lines", "1", "knows nothing"};
static const struct breakage odd_schema = {&classroom50, "", "schema", "\"classroom50/result/v2\"",
                                           "one value"};
static const struct breakage half_point = {&classroom50, "", "score", "1.5", "not of its type"};
static const struct breakage no_tag = {&classroom50, "", "submission", "\"v1\"", "does not match"};
static const struct breakage odd_date = {&classroom50, "", "datetime", "\"2026-11-24T25:00:00Z\"",
                                         "does not match"};
static const struct breakage extra_key = {&classroom50, "", "usernames", "[]", "knows nothing"};
static const struct breakage no_score = {&gradescope, "", "score", NULL, "lacks score"};
static const struct breakage text_score = {&gradescope, "tests 0", "score", "\"7\"", "not of its type"};
static const struct breakage odd_status = {&gradescope, "tests 0", "status", "\"ok\"", "none of the values"};
static const struct breakage odd_visibility = {&gradescope, "", "stdout_visibility", "\"secret\"",
                                               "none of the values"};

static void says_what_it_does_not_know(void)
{
    json_t *schema = json_pack("{s:i}", "maximum", 3), *value = json_integer(7);
    char *wrong = schema_complaint(schema, value);
    RL_ASSERT_NOT_NULL(wrong);
    RL_EXPECT_CONTAINS(wrong, "maximum");
    free(wrong);
    json_decref(schema);
    json_decref(value);
}

static const struct rl_case cases[] = {
    RL_CASE_P(fits_its_schema, "sarif", &sarif),
    RL_CASE_P(fits_its_schema, "gradescope", &gradescope),
    RL_CASE_P(fits_its_schema, "classroom50", &classroom50),
    RL_CASE_P(stays_whole, "sarif", &sarif),
    RL_CASE_P(stays_whole, "gradescope", &gradescope),
    RL_CASE_P(stays_whole, "classroom50", &classroom50),
    RL_CASE_P(stays_small, "sarif", &sarif),
    RL_CASE_P(stays_small, "gradescope", &gradescope),
    RL_CASE_P(stays_small, "classroom50", &classroom50),
    RL_CASE_P(gives_no_mark_for_a_fault_of_the_machine, "infra", "infra"),
    RL_CASE_P(gives_no_mark_for_a_fault_of_the_machine, "needs_review", "needs_review"),
    RL_CASE_P(gives_no_mark_for_a_fault_of_the_machine, "unsupported", "unsupported"),
    RL_CASE(refuses_or_mends_what_is_no_utf8),
    RL_CASE(one_without_a_mark_withholds_the_score_of_all),
    RL_CASE(the_score_is_the_sum_of_its_tests),
    RL_CASE_P(is_refused, "no_version", &no_version),
    RL_CASE_P(is_refused, "odd_level", &odd_level),
    RL_CASE_P(is_refused, "line_zero", &line_zero),
    RL_CASE_P(is_refused, "odd_uri", &odd_uri),
    RL_CASE_P(is_refused, "no_locations", &no_locations),
    RL_CASE_P(is_refused, "odd_order", &odd_order),
    RL_CASE_P(is_refused, "unknown_key", &unknown_key),
    RL_CASE_P(is_refused, "odd_schema", &odd_schema),
    RL_CASE_P(is_refused, "half_point", &half_point),
    RL_CASE_P(is_refused, "no_tag", &no_tag),
    RL_CASE_P(is_refused, "odd_date", &odd_date),
    RL_CASE_P(is_refused, "extra_key", &extra_key),
    RL_CASE_P(is_refused, "no_score", &no_score),
    RL_CASE_P(is_refused, "text_score", &text_score),
    RL_CASE_P(is_refused, "odd_status", &odd_status),
    RL_CASE_P(is_refused, "odd_visibility", &odd_visibility),
    RL_CASE(says_what_it_does_not_know),
    RL_CASE_END,
};
RL_SUITE(format_json, cases);
