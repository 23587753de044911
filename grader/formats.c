/* SPDX-License-Identifier: MIT */
/* The table of formats, and what each level of feedback tells. */
#include "format.h"

#include <stdlib.h>
#include <string.h>

const struct rl_format rl_formats[] = {
    {"text", "racelab.txt", "plain words", rl_format_write_text},
    {"json", "racelab.json", "an array of racelab/verdict/v1", rl_format_write_json},
    {"csv", "racelab.csv", "one line a submission, for a spreadsheet", rl_format_write_csv},
    {"junit", "racelab.xml", "JUnit XML: a suite for each submission, a case for each axis",
     rl_format_write_junit},
    {"sarif", "racelab.sarif", "SARIF 2.1.0: every side of a finding, and its steps as a code flow",
     rl_format_write_sarif},
    {"github", "racelab.github", "annotations, as GitHub's workflow commands", rl_format_write_github},
    {"github-summary", "racelab.md", "Markdown, as for $GITHUB_STEP_SUMMARY", rl_format_write_summary},
    {"gradescope", "results.json", "Gradescope's results.json", rl_format_write_gradescope},
    {"classroom50", "result.json", "Classroom 50's classroom50/result/v1", rl_format_write_classroom50},
    {NULL, NULL, NULL, NULL}};

const struct rl_format *rl_format_find(const char *name)
{
    for (const struct rl_format *format = rl_formats; format->name; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}

char *rl_format_names(void)
{
    struct rl_list names = RL_LIST_INIT;
    for (const struct rl_format *format = rl_formats; format->name; format++)
        rl_list_add(&names, format->name);
    char *joined = rl_list_join(&names, ", ");
    rl_list_free(&names);
    return joined;
}

static const char *const levels[] = {
    [RL_FEEDBACK_FULL] = "full", [RL_FEEDBACK_HINTS] = "hints", [RL_FEEDBACK_VERDICT] = "verdict"};

const char *rl_feedback_name(enum rl_feedback feedback)
{
    return levels[feedback];
}

int rl_feedback_parse(const char *name, enum rl_feedback *out)
{
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (strcmp(levels[i], name) == 0) {
            *out = (enum rl_feedback)i;
            return 1;
        }
    return 0;
}

/* Only the keys that are named: what a later racelab adds to a verdict is not told by accident. */
static json_t *keep(const json_t *object, const char *const *keys)
{
    json_t *kept = json_object();
    for (; *keys; keys++)
        if (json_object_get(object, *keys))
            json_object_set(kept, *keys, json_object_get(object, *keys));
    return kept;
}

static json_t *keep_of_each(const json_t *list, const char *const *keys)
{
    json_t *kept = json_array();
    size_t index;
    json_t *entry;
    json_array_foreach(list, index, entry) json_array_append_new(kept, keep(entry, keys));
    return kept;
}

static json_t *bare_headline(const json_t *verdict)
{
    char *text =
        rl_text_format("%s: %s", rl_format_text(verdict, "file"), rl_format_text(verdict, "verdict"));
    json_t *headline = json_string(text);
    free(text);
    return headline;
}

/* "points" without its axes: they are as good as the axes. */
static json_t *bare_points(const json_t *points)
{
    static const char *const keys[] = {"got", "of", "provisional", "unchanged", NULL};
    return points ? keep(points, keys) : NULL;
}

static const char *const hints_keys[] = {
    "schema", "racelab",         "lab",  "file",  "source", "verdict",    "headline", "primary", "reason",
    "axes",   "compiler_output", "next", "hints", "points", "submission", NULL};
static const char *const verdict_keys[] = {"schema", "racelab", "lab",        "file",
                                           "source", "verdict", "submission", NULL};

json_t *rl_feedback_apply(const json_t *verdict, enum rl_feedback feedback)
{
    static const char *const of_finding[] = {"hazard", "axis", "meaning", NULL}, *const of_review[] = {
                                                                                     "decision", NULL};
    if (feedback == RL_FEEDBACK_FULL)
        return json_incref((json_t *)verdict);
    json_t *kept = keep(verdict, feedback == RL_FEEDBACK_HINTS ? hints_keys : verdict_keys);
    if (feedback == RL_FEEDBACK_HINTS) {
        json_object_set_new(kept, "findings", keep_of_each(json_object_get(verdict, "findings"), of_finding));
    } else {
        json_object_set_new(kept, "headline", bare_headline(verdict));
        json_t *points = bare_points(json_object_get(verdict, "points"));
        if (points)
            json_object_set_new(kept, "points", points);
    }
    if (json_object_get(verdict, "review")) /* who decided, and their note, are the instructors' */
        json_object_set_new(kept, "review", keep(json_object_get(verdict, "review"), of_review));
    json_object_set_new(kept, "feedback", json_string(rl_feedback_name(feedback)));
    return kept;
}
