/* SPDX-License-Identifier: MIT */
/* Markdown, as GitHub's job summary takes it: a table, then what broke and how. */
#include "format.h"

#include <stdlib.h>
#include <string.h>

/* GitHub takes a summary of one megabyte and shows nothing of a larger one. */
enum { SUMMARY_MOST = 900000, CELL_MOST = 500, TEXT_MOST = 10000 };

/* In the middle of a line: no character of it means anything to Markdown or HTML. */
static void add_plain(struct rl_text *out, const char *text, size_t most)
{
    char *plain = rl_format_plain(text, most);
    for (const char *at = plain; *at; at++) {
        if (*at == '\n' || *at == '\t')
            rl_text_add(out, " ");
        else if (strchr("&<>\"@#", *at))
            rl_text_addf(out, "&#%d;", *at);
        else if (strchr("\\`*_{}[]()+-.!|~:$^=", *at))
            rl_text_addf(out, "\\%c", *at);
        else
            rl_text_add_bytes(out, at, 1);
    }
    free(plain);
}

static size_t longest_run(const char *text, char of)
{
    size_t longest = 0, run = 0;
    for (; *text; text++) {
        run = *text == of ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* A block of code ends with as many backticks as it began with: there are more than in the text. */
static void add_code(struct rl_text *out, const char *language, const char *text)
{
    char *plain = rl_format_plain(text, TEXT_MOST);
    size_t run = longest_run(plain, '`');
    char *fence = rl_alloc(run + 4);
    memset(fence, '`', run < 3 ? 3 : run + 1);
    rl_text_addf(out, "\n%s%s\n%s%s%s\n", fence, language, plain, rl_text_ends(plain, "\n") ? "" : "\n",
                 fence);
    free(fence);
    free(plain);
}

static void add_row(struct rl_text *out, const json_t *verdict)
{
    char *subject = rl_format_subject(verdict), *points = rl_format_points(verdict);
    rl_text_add(out, "| ");
    add_plain(out, subject, CELL_MOST);
    rl_text_addf(out, " | %s | %s | ", rl_format_text(verdict, "verdict"), points ? points : "");
    add_plain(out, rl_format_text(verdict, "headline"), CELL_MOST);
    rl_text_add(out, " |\n");
    free(points);
    free(subject);
}

static void add_side(struct rl_text *out, const json_t *side)
{
    char *words = rl_format_side_words(side);
    rl_text_add(out, "- ");
    if (*rl_format_text(side, "file")) {
        rl_text_add(out, "**");
        add_plain(out, rl_format_text(side, "file"), CELL_MOST);
        rl_text_addf(out, ":%d** ", rl_format_line(side));
    }
    add_plain(out, words, CELL_MOST);
    rl_text_add(out, "\n");
    free(words);
}

static void add_finding(struct rl_text *out, const json_t *finding)
{
    rl_text_addf(out, "\n#### %s\n\n", rl_format_text(finding, "hazard"));
    add_plain(out, rl_format_text(finding, "meaning"), TEXT_MOST);
    rl_text_add(out, ".\n\n");
    size_t index;
    json_t *side;
    json_array_foreach(json_object_get(finding, "sides"), index, side) add_side(out, side);
    if (*rl_format_text(finding, "words")) {
        rl_text_add(out, "\n");
        add_plain(out, rl_format_text(finding, "words"), TEXT_MOST);
        rl_text_add(out, "\n");
    }
    char *steps = rl_format_steps_words(finding);
    if (steps) {
        rl_text_add(out, "\n<details><summary>Step by step</summary>\n");
        add_code(out, "text", steps);
        rl_text_add(out, "\n</details>\n");
    }
    if (*rl_format_text(finding, "replay"))
        add_code(out, "sh", rl_format_text(finding, "replay"));
    free(steps);
}

static void add_hints(struct rl_text *out, const json_t *hints)
{
    size_t index;
    json_t *hint;
    if (json_array_size(hints) > 0)
        rl_text_add(out, "\nHints:\n\n");
    json_array_foreach(hints, index, hint)
    {
        rl_text_addf(out, "%zu. ", index + 1);
        add_plain(out, json_string_value(hint) ? json_string_value(hint) : "", TEXT_MOST);
        rl_text_add(out, "\n");
    }
}

static void add_details(struct rl_text *out, const json_t *verdict, enum rl_feedback feedback)
{
    const json_t *findings = json_object_get(verdict, "findings");
    const char *compiler = rl_format_text(verdict, "compiler_output");
    bool compiled = !rl_format_is(verdict, "verdict", "compile_error");
    if (feedback == RL_FEEDBACK_VERDICT || (json_array_size(findings) == 0 && compiled))
        return;
    char *subject = rl_format_subject(verdict);
    rl_text_add(out, "\n### ");
    add_plain(out, subject, CELL_MOST);
    rl_text_add(out, "\n");
    free(subject);
    if (!compiled)
        add_code(out, "text", compiler);
    size_t index;
    json_t *finding;
    json_array_foreach(findings, index, finding) add_finding(out, finding);
    if (feedback == RL_FEEDBACK_HINTS)
        add_hints(out, json_object_get(verdict, "hints"));
}

int rl_format_write_summary(FILE *to, const json_t *verdicts, const struct rl_format_options *options)
{
    struct rl_text out = RL_TEXT_INIT;
    size_t index, left_out = 0;
    json_t *verdict, *told = json_array();
    json_array_foreach(verdicts, index, verdict)
        json_array_append_new(told, rl_feedback_apply(verdict, options->feedback));
    rl_text_add(&out, "## ");
    add_plain(&out, options->title ? options->title : "racelab", CELL_MOST);
    rl_text_add(&out, "\n\n| submission | verdict | points | in one sentence |\n|---|---|---|---|\n");
    json_array_foreach(told, index, verdict)
    {
        if (out.length < SUMMARY_MOST / 2)
            add_row(&out, verdict);
        else
            left_out++;
    }
    if (left_out)
        rl_text_addf(&out, "\n%zu more submissions are in the other outputs.\n", left_out);
    json_array_foreach(told, index, verdict) if (out.length < SUMMARY_MOST - 6 * TEXT_MOST)
        add_details(&out, verdict, options->feedback);
    fwrite(out.data, 1, out.length, to);
    rl_text_free(&out);
    json_decref(told);
    return rl_format_done(to);
}
