/* SPDX-License-Identifier: MIT */
/* JSON and CSV. */
#include "format.h"

#include <stdlib.h>
#include <string.h>

int rl_format_write_json(FILE *to, const json_t *verdicts, const struct rl_format_options *options)
{
    json_t *told = json_array();
    size_t index;
    json_t *verdict;
    json_array_foreach(verdicts, index, verdict)
        json_array_append_new(told, rl_feedback_apply(verdict, options->feedback));
    return rl_format_dump(told, to);
}

/* A cell that begins like a formula is one, to a spreadsheet: a quote before it makes it text. */
static void write_cell(FILE *to, const char *text, bool last)
{
    enum { MOST = 8000 };
    char *plain = rl_format_plain(text, MOST);
    bool formula = *plain && strchr("=+-@\t", *plain);
    fputc('"', to);
    if (formula)
        fputc('\'', to);
    for (const char *at = plain; *at; at++) {
        if (*at == '"')
            fputc('"', to);
        fputc(*at == '\n' ? ' ' : *at, to);
    }
    fputs(last ? "\"\r\n" : "\",", to);
    free(plain);
}

static void write_number(FILE *to, const json_t *value)
{
    if (json_is_number(value))
        fprintf(to, "%g", json_number_value(value));
    fputc(',', to);
}

static void write_yes(FILE *to, const json_t *value)
{
    write_cell(to, !value ? "" : json_is_true(value) ? "yes" : "no", false);
}

/* A calibrate lab has the last two axes, other labs leave them empty. */
static const char *const axes[] = {"safe", "live", "correct", "concurrent", "untampered", "answer", "tool"};

static void write_row(FILE *to, const json_t *verdict)
{
    const json_t *submission = json_object_get(verdict, "submission"),
                 *points = json_object_get(verdict, "points"),
                 *answer = json_object_get(json_object_get(verdict, "calibration"), "answer");
    write_cell(to, rl_format_text(submission, "learner"), false);
    write_cell(to, rl_format_text(verdict, "lab"), false);
    write_cell(to, rl_format_path(verdict), false);
    write_cell(to, rl_format_text(verdict, "verdict"), false);
    write_number(to, json_object_get(points, "got"));
    write_number(to, json_object_get(points, "of"));
    write_yes(to, json_object_get(points, "provisional"));
    write_yes(to, json_object_get(submission, "late"));
    write_cell(to, rl_format_text(verdict, "primary"), false);
    write_yes(to, json_object_get(verdict, "complete"));
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++)
        write_cell(to, rl_format_text(json_object_get(json_object_get(verdict, "axes"), axes[i]), "status"),
                   false);
    write_cell(to, rl_format_text(answer, "choice"), false);
    write_cell(to, rl_format_text(json_object_get(verdict, "review"), "decision"), false);
    write_cell(to, rl_format_text(verdict, "headline"), true);
}

/* RFC 4180. */
int rl_format_write_csv(FILE *to, const json_t *verdicts, const struct rl_format_options *options)
{
    fputs("learner,lab,file,verdict,points,of,provisional,late,primary,complete", to);
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++)
        fprintf(to, ",%s", axes[i]);
    fputs(",choice,decision,headline\r\n", to);
    size_t index;
    json_t *verdict;
    json_array_foreach(verdicts, index, verdict)
    {
        json_t *told = rl_feedback_apply(verdict, options->feedback);
        write_row(to, told);
        json_decref(told);
    }
    return rl_format_done(to);
}
