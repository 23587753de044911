/* SPDX-License-Identifier: MIT */
/* Points by the weights of the axes, and what each level of feedback tells. */
#include "samples.h"

#include "grader/marks.h"
#include "grader/words.h"
#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

/* Which axes pass, what the lab is worth, and what is got; `got` below 0: no mark. */
struct row {
    const char *verdict;
    unsigned passing; /* bits: safe, live, correct, concurrent */
    double of, got;
    unsigned weights[4];
};

static json_t *verdict_of(const struct row *row)
{
    static const char *const axes[] = {"safe", "live", "correct", "concurrent"};
    json_t *list = json_object();
    for (unsigned i = 0; i < 4; i++)
        json_object_set_new(list, axes[i],
                            json_pack("{s:s}", "status", row->passing & 1u << i ? "pass" : "fail"));
    return json_pack("{s:s, s:o}", "verdict", row->verdict, "axes", list);
}

static void gives(const void *param)
{
    const struct row *row = param;
    struct rl_manifest manifest = {0};
    manifest.weights.safe = row->weights[0];
    manifest.weights.live = row->weights[1];
    manifest.weights.correct = row->weights[2];
    manifest.weights.concurrent = row->weights[3];
    json_t *verdict = verdict_of(row), *points = rl_marks_json(verdict, &manifest, row->of);
    const json_t *got = json_object_get(points, "got");
    RL_EXPECT_EQ(row->got < 0, json_is_null(got));
    if (row->got >= 0)
        RL_EXPECT_EQ(row->got, json_number_value(got));
    RL_EXPECT_EQ(row->of > 0 ? row->of : 100.0, json_number_value(json_object_get(points, "of")));
    RL_EXPECT_EQ(strcmp(row->verdict, "unproven") == 0, json_is_true(json_object_get(points, "provisional")));
    RL_EXPECT_EQ(row->got < 0, json_object_get(points, "axes") == NULL);
    json_decref(points);
    json_decref(verdict);
}

#define WEIGHTS                                                                                              \
    {                                                                                                        \
        40, 20, 30, 10                                                                                       \
    }
static const struct row all = {"pass", 15, 0, 100, WEIGHTS};
static const struct row none = {"fail", 0, 0, 0, WEIGHTS};
static const struct row partial = {"fail", 1 | 2 | 8, 0, 70, WEIGHTS};
static const struct row scaled = {"fail", 1, 8, 3.2, WEIGHTS};
static const struct row thirds = {"fail", 1 | 2, 1, 0.67, {33, 34, 33, 0}};
static const struct row unproven = {"unproven", 0, 0, 100, WEIGHTS};
static const struct row compile_error = {"compile_error", 15, 0, 0, WEIGHTS};
static const struct row rejected = {"rejected", 15, 0, 0, WEIGHTS};
static const struct row limit = {"limit", 15, 0, 0, WEIGHTS};
static const struct row unsupported = {"unsupported", 15, 0, -1, WEIGHTS};
static const struct row review = {"needs_review", 15, 0, -1, WEIGHTS};
static const struct row infra = {"infra", 15, 0, -1, WEIGHTS};
static const struct row unknown = {"brand_new", 15, 0, -1, WEIGHTS};
static const struct row no_weights = {"pass", 15, 5, 5, {0, 0, 0, 0}};
static const struct row no_weights_fail = {"fail", 3, 5, 0, {0, 0, 0, 0}};

/* What a learner may learn of the failing sample at each level. */
static void tells_what_it_may(const void *param)
{
    const char *format = param;
    json_t *verdicts = samples("fail");
    char *full = written(format, verdicts, RL_FEEDBACK_FULL),
         *hints = written(format, verdicts, RL_FEEDBACK_HINTS),
         *bare = written(format, verdicts, RL_FEEDBACK_VERDICT);
    static const char *const secrets[] = {"5c2d-x", "log_lock", "stock--", "scenario.c", "thread 1"};
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        RL_EXPECT_NULL(strstr(hints, secrets[i]));
        RL_EXPECT_NULL(strstr(bare, secrets[i]));
    }
    static const char *const hazards[] = {"data-race", "assertion"};
    for (size_t i = 0; i < 2; i++) {
        if (strcmp(format, "csv") != 0 || i == 0)
            RL_EXPECT_CONTAINS(hints, hazards[i]);
        if (strcmp(format, "sarif") != 0) /* its rules name every hazard */
            RL_EXPECT_NULL(strstr(bare, hazards[i]));
    }
    RL_EXPECT_CONTAINS(full, strcmp(format, "csv") == 0 ? "data-race" : "log_lock");
    RL_EXPECT_CONTAINS(bare, "fail");
    free(bare);
    free(hints);
    free(full);
    json_decref(verdicts);
}

static void hints_are_told_at_their_level_only(void)
{
    json_t *verdicts = samples("fail");
    char *hints = written("github-summary", verdicts, RL_FEEDBACK_HINTS),
         *bare = written("github-summary", verdicts, RL_FEEDBACK_VERDICT);
    RL_EXPECT_CONTAINS(hints, "Look where the stock is tested");
    RL_EXPECT_NULL(strstr(bare, "Look where"));
    free(bare);
    free(hints);
    json_decref(verdicts);
}

/* What a person decided is told; who it was, and what they noted, only where everything is. */
static void a_decision_is_told_without_its_note(void)
{
    json_t *verdicts = samples("needs_review"), *one = json_array_get(verdicts, 0);
    json_object_set_new(
        one, "review", json_pack("{s:s, s:s, s:s}", "decision", "pass", "who", "prof", "note", "looks fine"));
    json_object_set_new(one, "points", json_pack("{s:i, s:i, s:b}", "got", 10, "of", 10, "provisional", 0));
    char *text = written("text", verdicts, RL_FEEDBACK_VERDICT),
         *json = written("json", verdicts, RL_FEEDBACK_HINTS);
    RL_EXPECT_CONTAINS(text, "10 of 10 points, as a person decided");
    RL_EXPECT_CONTAINS(json, "\"decision\": \"pass\"");
    RL_EXPECT_NULL(strstr(json, "prof"));
    RL_EXPECT_NULL(strstr(json, "looks fine"));
    free(json);
    free(text);
    json_decref(verdicts);
}

static void the_table_is_whole(void)
{
    for (const struct rl_format *format = rl_formats; format->name; format++) {
        json_t *none_at_all = json_array(), *verdicts = samples(NULL);
        char *text = written(format->name, none_at_all, RL_FEEDBACK_FULL);
        RL_EXPECT_NOT_NULL(text);
        free(text);
        text = written(format->name, verdicts, RL_FEEDBACK_FULL);
        RL_EXPECT_NOT_NULL(text);
        RL_EXPECT_TRUE(text && *text);
        RL_EXPECT_TRUE(rl_format_find(format->name) == format);
        RL_EXPECT_NOT_NULL(format->file_name);
        RL_EXPECT_NOT_NULL(format->what);
        free(text);
        json_decref(verdicts);
        json_decref(none_at_all);
    }
    RL_EXPECT_TRUE(rl_format_find("pdf") == NULL);
}

static void the_same_verdicts_give_the_same_bytes(void)
{
    for (const struct rl_format *format = rl_formats; format->name; format++) {
        json_t *one = samples(NULL), *other = samples(NULL);
        char *left = written(format->name, one, RL_FEEDBACK_FULL),
             *right = written(format->name, other, RL_FEEDBACK_FULL);
        RL_EXPECT_STREQ(left, right);
        free(left);
        free(right);
        json_decref(one);
        json_decref(other);
    }
}

static void a_full_disk_is_told(void)
{
    json_t *verdicts = samples(NULL);
    const struct rl_format_options options = {RL_FEEDBACK_FULL, NULL, NULL};
    for (const struct rl_format *format = rl_formats; format->name; format++) {
        FILE *full = fopen("/dev/full", "w");
        RL_ASSERT_NOT_NULL(full);
        RL_EXPECT_EQ(-1, format->write(full, verdicts, &options));
        fclose(full);
    }
    json_decref(verdicts);
}

static const struct rl_case cases[] = {
    RL_CASE_P(gives, "all", &all),
    RL_CASE_P(gives, "none", &none),
    RL_CASE_P(gives, "partial", &partial),
    RL_CASE_P(gives, "scaled", &scaled),
    RL_CASE_P(gives, "thirds", &thirds),
    RL_CASE_P(gives, "unproven", &unproven),
    RL_CASE_P(gives, "compile_error", &compile_error),
    RL_CASE_P(gives, "rejected", &rejected),
    RL_CASE_P(gives, "limit", &limit),
    RL_CASE_P(gives, "unsupported", &unsupported),
    RL_CASE_P(gives, "needs_review", &review),
    RL_CASE_P(gives, "infra", &infra),
    RL_CASE_P(gives, "a_verdict_of_a_later_racelab", &unknown),
    RL_CASE_P(gives, "no_weights", &no_weights),
    RL_CASE_P(gives, "no_weights_fail", &no_weights_fail),
    RL_CASE_P(tells_what_it_may, "text", "text"),
    RL_CASE_P(tells_what_it_may, "json", "json"),
    RL_CASE_P(tells_what_it_may, "csv", "csv"),
    RL_CASE_P(tells_what_it_may, "junit", "junit"),
    RL_CASE_P(tells_what_it_may, "sarif", "sarif"),
    RL_CASE_P(tells_what_it_may, "github", "github"),
    RL_CASE_P(tells_what_it_may, "github-summary", "github-summary"),
    RL_CASE_P(tells_what_it_may, "gradescope", "gradescope"),
    RL_CASE_P(tells_what_it_may, "classroom50", "classroom50"),
    RL_CASE(hints_are_told_at_their_level_only),
    RL_CASE(a_decision_is_told_without_its_note),
    RL_CASE(the_table_is_whole),
    RL_CASE(the_same_verdicts_give_the_same_bytes),
    RL_CASE(a_full_disk_is_told),
    RL_CASE_END,
};
RL_SUITE(marks, cases);
