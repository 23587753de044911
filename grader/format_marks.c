/* SPDX-License-Identifier: MIT */
/* What platforms that keep marks read: Gradescope's results.json and Classroom 50's result.json. */
#include "format.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OUTPUT_MOST = 50000, NAME_MOST = 300 };

static json_t *plain(const char *text, size_t most)
{
    char *showable = rl_format_plain(text, most);
    json_t *json = json_string(showable);
    free(showable);
    return json;
}

static bool has_mark(const json_t *verdict)
{
    return json_is_number(json_object_get(json_object_get(verdict, "points"), "got"));
}

static bool all_have_marks(const json_t *verdicts)
{
    size_t index;
    json_t *verdict;
    json_array_foreach(verdicts, index, verdict)
    {
        if (!has_mark(verdict))
            return false;
    }
    return json_array_size(verdicts) > 0;
}

static json_t *told(const json_t *verdicts, const struct rl_format_options *options)
{
    json_t *list = json_array();
    size_t index;
    json_t *verdict;
    json_array_foreach(verdicts, index, verdict)
        json_array_append_new(list, rl_feedback_apply(verdict, options->feedback));
    return list;
}

/* One line of a mark: an axis of a submission, or the whole of it where the axes are not told. */
struct part {
    char *name;
    const json_t *points; /* "got" and "of" */
    const char *axis;     /* NULL: the whole */
    const json_t *verdict;
};

static void each_part(const json_t *verdict, void (*take)(void *ctx, const struct part *part), void *ctx)
{
    const json_t *points = json_object_get(verdict, "points");
    json_t *axes = json_object_get(points, "axes"), *value;
    const char *lab = rl_format_text(verdict, "lab"), *axis;
    if (json_object_size(axes) == 0) {
        struct part whole = {rl_text_copy(lab), points, NULL, verdict};
        take(ctx, &whole);
        free(whole.name);
        return;
    }
    json_object_foreach(axes, axis, value)
    {
        struct part part = {rl_text_format("%s: %s", lab, axis), value, axis, verdict};
        take(ctx, &part);
        free(part.name);
    }
}

static bool earned(const struct part *part)
{
    double of = json_number_value(json_object_get(part->points, "of"));
    return of > 0.0 ? json_number_value(json_object_get(part->points, "got")) >= of
                    : rl_format_is(part->verdict, "verdict", "pass");
}

/* What is said beside one axis: its findings; the first axis that is not earned has what is said of the
 * whole. */
static char *part_words(const struct part *part)
{
    struct rl_text words = RL_TEXT_INIT;
    size_t index;
    json_t *finding;
    const json_t *entry =
        json_object_get(json_object_get(part->verdict, "axes"), part->axis ? part->axis : "");
    json_array_foreach(json_object_get(part->verdict, "findings"), index, finding)
    {
        if (part->axis && !rl_format_is(finding, "axis", part->axis))
            continue;
        char *one = rl_format_finding_words(finding), *steps = rl_format_steps_words(finding);
        rl_text_addf(&words, "%s%s%s%s", words.length ? "\n" : "", one, steps ? "  step by step:\n" : "",
                     steps ? steps : "");
        free(steps);
        free(one);
    }
    if (words.length == 0)
        rl_text_add(&words,
                    part->axis ? rl_format_text(entry, "reason") : rl_format_text(part->verdict, "headline"));
    return rl_text_take(&words);
}

static void add_gradescope_test(void *ctx, const struct part *part)
{
    char *words = part_words(part);
    json_t *test =
        json_pack("{s:o, s:O, s:O, s:s, s:o, s:s, s:s}", "name", plain(part->name, NAME_MOST), "score",
                  json_object_get(part->points, "got"), "max_score", json_object_get(part->points, "of"),
                  "status", earned(part) ? "passed" : "failed", "output", plain(words, OUTPUT_MOST),
                  "output_format", "text", "visibility", "visible");
    json_array_append_new(ctx, test);
    free(words);
}

/* The points of an axis that rounding lost are in the score of the whole. */
static double sum_of(const json_t *verdicts, const char *key)
{
    double sum = 0.0;
    size_t index;
    json_t *verdict;
    json_array_foreach(verdicts, index, verdict) sum +=
        json_number_value(json_object_get(json_object_get(verdict, "points"), key));
    return round(sum * 100.0) / 100.0;
}

/* What the parts do not say: how the whole came out; all of it where it came to no axes. */
static char *all_words(const json_t *verdicts)
{
    struct rl_text text = RL_TEXT_INIT;
    size_t index;
    json_t *verdict;
    json_array_foreach(verdicts, index, verdict)
    {
        bool parts = json_array_size(json_object_get(verdict, "findings")) > 0 && has_mark(verdict);
        char *details =
            parts ? rl_text_format("%s\n", rl_format_text(verdict, "headline")) : rl_format_details(verdict);
        rl_text_addf(&text, "%s%s", index ? "\n" : "", details);
        free(details);
    }
    return rl_text_take(&text);
}

/* Where a mark is missing there is no score: Gradescope then tells the instructor that the autograder failed,
 * and no learner gets a zero for a fault of the machine. */
int rl_format_write_gradescope(FILE *to, const json_t *verdicts, const struct rl_format_options *options)
{
    json_t *list = told(verdicts, options), *verdict, *tests = json_array();
    char *words = all_words(list);
    size_t index;
    bool marked = all_have_marks(list);
    json_t *result = json_pack("{s:o, s:s, s:s, s:s, s:{s:s}}", "output", plain(words, OUTPUT_MOST),
                               "output_format", "text", "visibility", "visible", "stdout_visibility",
                               "hidden", "extra_data", "schema", "racelab/gradescope/v1");
    json_array_foreach(list, index, verdict) if (marked) each_part(verdict, add_gradescope_test, tests);
    if (marked) {
        json_object_set_new(result, "score", json_real(sum_of(list, "got")));
        json_object_set(result, "tests", tests);
    }
    free(words);
    json_decref(tests);
    json_decref(list);
    return rl_format_dump(result, to);
}

/* Classroom 50 has whole points only. */
static json_int_t whole(const json_t *points, const char *key)
{
    return (json_int_t)floor(json_number_value(json_object_get(points, key)) + 0.005);
}

static void add_classroom50_test(void *ctx, const struct part *part)
{
    char *words = part_words(part);
    json_array_append_new(ctx, json_pack("{s:o, s:b, s:I, s:I, s:o}", "test-name",
                                         plain(part->name, NAME_MOST), "passed", (int)earned(part), "score",
                                         whole(part->points, "got"), "max-score", whole(part->points, "of"),
                                         "output", plain(words, OUTPUT_MOST)));
    free(words);
}

static void set(json_t *object, const char *key, const char *value, const char *other)
{
    json_object_set_new(object, key, plain(value && *value ? value : other, 2000));
}

/* A result without a mark is, to Classroom 50, one of no tests and no points: an error, not a zero. */
int rl_format_write_classroom50(FILE *to, const json_t *verdicts, const struct rl_format_options *options)
{
    static const struct rl_classroom50 nothing;
    const struct rl_classroom50 *known = options->classroom50 ? options->classroom50 : &nothing;
    json_t *list = told(verdicts, options), *tests = json_array(), *result = json_object(), *test, *verdict;
    json_int_t score = 0, of = 0;
    size_t index;
    bool marked = all_have_marks(list);
    json_array_foreach(list, index, verdict) if (marked) each_part(verdict, add_classroom50_test, tests);
    json_array_foreach(tests, index, test)
    {
        score += json_integer_value(json_object_get(test, "score"));
        of += json_integer_value(json_object_get(test, "max-score"));
    }
    const json_t *first = json_array_get(list, 0);
    const char *learner = rl_format_text(json_object_get(first, "submission"), "learner");
    json_object_set_new(result, "schema", json_string("classroom50/result/v1"));
    set(result, "classroom", known->classroom, "racelab");
    set(result, "assignment", known->assignment,
        *rl_format_text(first, "lab") ? rl_format_text(first, "lab") : "racelab");
    set(result, "assignment_type", known->assignment_type, "individual");
    set(result, "owner", known->owner, *learner ? learner : "unknown");
    set(result, "submission", known->submission, "submit/unknown");
    set(result, "commit", known->commit, "unknown");
    set(result, "release", known->release, "unknown");
    set(result, "review", known->review, known->commit ? known->commit : "unknown");
    set(result, "datetime", known->datetime, "1970-01-01T00:00:00Z");
    json_object_set_new(result, "score", json_integer(score));
    json_object_set_new(result, "max-score", json_integer(of));
    json_object_set(result, "tests", tests);
    json_decref(tests);
    json_decref(list);
    return rl_format_dump(result, to);
}
