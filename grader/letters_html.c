/* SPDX-License-Identifier: MIT */
/* A learner's letter as one HTML page that needs nothing else and runs nothing. */
#include "format.h"
#include "letters.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MOST = 20000 };

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n<style>\n"
    "body{font:16px/1.5 sans-serif;max-width:56em;margin:2em auto;padding:0 1em;color:#222;background:#fff}\n"
    "table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3em .7em;text-align:left}\n"
    "pre{background:#f4f4f4;padding:.7em;overflow-x:auto}.pass{color:#176117}.fail{color:#a31515}\n"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}pre{background:#262626}"
    "td,th{border-color:#555}.pass{color:#7c7}.fail{color:#f88}}\n</style>\n<title>";

static void put(FILE *to, const char *text)
{
    char *plain = rl_format_plain(text, TEXT_MOST);
    for (const char *at = plain; *at; at++) {
        if (strchr("&<>\"'", *at))
            fprintf(to, "&#%d;", *at);
        else
            fputc(*at, to);
    }
    free(plain);
}

static void put_in(FILE *to, const char *tag, const char *text)
{
    if (!*text)
        return;
    fprintf(to, "<%s>", tag);
    put(to, text);
    fprintf(to, "</%s>\n", tag);
}

/* Frees the text. */
static void put_taken(FILE *to, const char *tag, char *text)
{
    put_in(to, tag, text ? text : "");
    free(text);
}

static const char *colour(const char *status)
{
    return strcmp(status, "pass") == 0 ? "pass" : strcmp(status, "fail") == 0 ? "fail" : "";
}

static void put_cell(FILE *to, const char *text)
{
    fprintf(to, "<td class=\"%s\">", colour(text));
    put(to, text);
    fputs("</td>", to);
}

static void put_row(FILE *to, const json_t *verdict)
{
    char *points = rl_format_points(verdict);
    fputs("<tr>", to);
    put_cell(to, rl_format_text(verdict, "lab"));
    put_cell(to, rl_format_text(verdict, "verdict"));
    put_cell(to, points ? points : "");
    fputs("</tr>\n", to);
    free(points);
}

static void put_axes(FILE *to, const json_t *axes)
{
    const char *name;
    json_t *axis;
    if (json_object_size(axes) == 0)
        return;
    fputs("<table><tr><th>axis</th><th>result</th><th>why</th></tr>\n", to);
    json_object_foreach((json_t *)axes, name, axis)
    {
        fputs("<tr>", to);
        put_cell(to, name);
        put_cell(to, rl_format_text(axis, "status"));
        put_cell(to, rl_format_text(axis, "reason"));
        fputs("</tr>\n", to);
    }
    fputs("</table>\n", to);
}

static void put_finding(FILE *to, const json_t *finding)
{
    size_t index;
    json_t *side;
    put_in(to, "h3", rl_format_text(finding, "hazard"));
    put_in(to, "p", rl_format_text(finding, "meaning"));
    if (json_array_size(json_object_get(finding, "sides")) > 0)
        fputs("<ul>\n", to);
    json_array_foreach(json_object_get(finding, "sides"), index, side)
    {
        char *words = rl_format_side_words(side);
        fputs("<li><b>", to);
        put(to, rl_format_text(side, "file"));
        fprintf(to, ":%d</b> ", rl_format_line(side));
        put(to, words);
        put_in(to, "pre", rl_format_text(side, "source"));
        fputs("</li>\n", to);
        free(words);
    }
    if (json_array_size(json_object_get(finding, "sides")) > 0)
        fputs("</ul>\n", to);
    put_in(to, "p", rl_format_text(finding, "words"));
    char *steps = rl_format_steps_words(finding);
    if (steps)
        fputs("<p>Step by step, as it broke:</p>\n", to);
    put_taken(to, "pre", steps);
    if (*rl_format_text(finding, "replay"))
        fputs("<p>See it yourself, in the folder of your file:</p>\n", to);
    put_in(to, "pre", rl_format_text(finding, "replay"));
}

static void put_hints(FILE *to, const json_t *hints)
{
    size_t index;
    json_t *hint;
    if (json_array_size(hints) == 0)
        return;
    fputs("<p>Hints:</p><ol>\n", to);
    json_array_foreach((json_t *)hints, index, hint)
        put_in(to, "li", json_string_value(hint) ? json_string_value(hint) : "");
    fputs("</ol>\n", to);
}

static void put_notes(FILE *to, const json_t *verdict)
{
    const json_t *review = json_object_get(verdict, "review");
    if (json_is_true(json_object_get(json_object_get(verdict, "submission"), "late")))
        put_in(to, "p", "It was handed in after its due time.");
    if (json_is_true(json_object_get(json_object_get(verdict, "points"), "unchanged")))
        put_in(to, "p", "This is the file that the lab hands out, unchanged.");
    if (review)
        put_taken(to, "p",
                  rl_text_format("It was looked at by a person: %s.", rl_format_text(review, "decision")));
}

static void put_verdict(FILE *to, const json_t *verdict, enum rl_feedback feedback)
{
    json_t *told = rl_feedback_apply(verdict, feedback);
    size_t index;
    json_t *finding;
    put_in(to, "h2", rl_format_text(told, "lab"));
    put_in(to, "p", rl_format_text(told, "headline"));
    put_notes(to, verdict);
    put_axes(to, json_object_get(told, "axes"));
    if (rl_format_is(told, "verdict", "compile_error"))
        put_in(to, "pre", rl_format_text(told, "compiler_output"));
    json_array_foreach(json_object_get(told, "findings"), index, finding) put_finding(to, finding);
    if (feedback == RL_FEEDBACK_HINTS && json_array_size(json_object_get(told, "findings")) > 0)
        put_hints(to, json_object_get(told, "hints"));
    json_decref(told);
}

void rl_letter_html(FILE *to, const json_t *verdicts, enum rl_feedback feedback, const char *title)
{
    size_t index;
    json_t *verdict;
    fputs(head, to);
    put(to, title);
    fputs("</title></head><body>\n", to);
    put_in(to, "h1", title);
    fputs("<table><tr><th>lab</th><th>verdict</th><th>points</th></tr>\n", to);
    json_array_foreach((json_t *)verdicts, index, verdict) put_row(to, verdict);
    fputs("</table>\n", to);
    json_array_foreach((json_t *)verdicts, index, verdict) put_verdict(to, verdict, feedback);
    fputs("</body></html>\n", to);
}
