/* SPDX-License-Identifier: MIT */
/* A verdict in plain words, made from its JSON. */
#include "verdict.h"

#include <stdlib.h>
#include <string.h>

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static const char *colour_of(const char *word, const struct rl_verdict_style *style)
{
    if (strcmp(word, "pass") == 0)
        return style->green;
    if (strcmp(word, "unproven") == 0 || strcmp(word, "not_run") == 0 || strcmp(word, "needs_review") == 0 ||
        strcmp(word, "unsupported") == 0)
        return style->yellow;
    return style->red;
}

static void print_word(const char *word, size_t length, int indent, int width, int *column, FILE *out)
{
    if (*column > 0 && *column + 1 + (int)length > width) {
        fputc('\n', out);
        *column = 0;
    }
    if (*column == 0)
        *column = fprintf(out, "%*s%.*s", indent, "", (int)length, word);
    else
        *column += fprintf(out, " %.*s", (int)length, word);
}

/* Breaks lines between words; keeps the text's own line ends. */
void rl_text_wrap(const char *text, int indent, int width, FILE *out)
{
    int column = 0;
    while (*text) {
        if (*text == '\n') {
            fputc('\n', out);
            column = 0;
            text++;
        } else if (*text == ' ') {
            text++;
        } else {
            size_t length = strcspn(text, " \n");
            print_word(text, length, indent, width, &column, out);
            text += length;
        }
    }
    if (column > 0)
        fputc('\n', out);
}

static void print_axes(const json_t *verdict, const struct rl_verdict_style *style, FILE *out)
{
    const char *name, *told = text_of(verdict, "reason");
    json_t *axis;
    json_object_foreach(json_object_get(verdict, "axes"), name, axis)
    {
        const char *status = text_of(axis, "status"), *reason = text_of(axis, "reason");
        if (reason && told && strcmp(reason, told) == 0)
            reason = NULL; /* the headline has said it */
        fprintf(out, "  %-11s %s%s%s%s%s\n", name, colour_of(status, style),
                strcmp(status, "not_run") == 0 ? "not run" : status, style->off, reason ? ": " : "",
                reason ? reason : "");
    }
}

static void print_side(const json_t *side, const struct rl_verdict_style *style, FILE *out)
{
    const char *file = text_of(side, "file"), *function = text_of(side, "function"),
               *thread = text_of(side, "thread");
    const char *what = text_of(side, "what"), *source = text_of(side, "source"),
               *held = text_of(side, "held");
    int line = (int)json_integer_value(json_object_get(side, "line"));
    fputs("  ", out);
    if (file && line > 0)
        fprintf(out, "%s%s:%d%s", style->bold, file, line, style->off);
    else
        fputs("(place unknown)", out);
    fprintf(out, "  %s%s%s", thread ? thread : "", thread && what ? ": " : "", what ? what : "");
    if (function)
        fprintf(out, ", in %s()", function);
    if (held && *held)
        fprintf(out, ", holding %s", held);
    fputc('\n', out);
    if (source && *source)
        fprintf(out, "      %s%s%s\n", style->dim, source, style->off);
}

static void print_finding(const json_t *finding, const struct rl_verdict_style *style, FILE *out)
{
    const char *words = text_of(finding, "words"), *object = text_of(finding, "object");
    const char *replay = text_of(finding, "replay");
    fprintf(out, "\n%s%s%s: %s\n", style->bold, text_of(finding, "hazard"), style->off,
            text_of(finding, "meaning"));
    size_t index;
    json_t *side;
    json_array_foreach(json_object_get(finding, "sides"), index, side) print_side(side, style, out);
    if (object)
        fprintf(out, "  on %s\n", object);
    if (words)
        rl_text_wrap(words, 2, style->width, out);
    fprintf(out, "  %s(seen by %s)%s\n", style->dim, text_of(finding, "observer"), style->off);
    if (replay)
        fprintf(out, "  step by step: %s\n", replay);
}

static void print_counts(const json_t *table, const char *of, FILE *out)
{
    const char *name, *before = "";
    json_t *value;
    json_object_foreach((json_t *)table, name, value)
    {
        long long times = (long long)json_integer_value(value);
        fprintf(out, "%s%s%s %lld time%s", before, of, name, times, times == 1 ? "" : "s");
        before = ", ";
    }
}

static void print_explored(const json_t *entry, FILE *out)
{
    fprintf(out, "%lld executions, %s", (long long)json_integer_value(json_object_get(entry, "executions")),
            json_is_true(json_object_get(entry, "complete")) ? "complete" : "not complete");
    const char *model = text_of(entry, "model");
    if (model)
        fprintf(out, ", under %s", model);
}

static void print_watch(const json_t *entry, const json_t *seen, FILE *out)
{
    const char *status = text_of(entry, "status"), *reason = text_of(entry, "reason");
    fprintf(out, "  %-8s ", text_of(entry, "observer"));
    if (strcmp(status, "not_built") == 0) {
        fputs("not part of this racelab yet", out);
    } else if (strcmp(status, "ok") != 0) {
        fprintf(out, "%s%s%s", status, reason ? ": " : "", reason ? reason : "");
    } else if (json_object_get(entry, "executions")) {
        print_explored(entry, out);
        if (reason && !json_is_true(json_object_get(entry, "complete")))
            fprintf(out, ": %s", reason);
    } else {
        const json_t *hazards = json_object_get(seen, "hazards"),
                     *outcomes = json_object_get(seen, "outcomes");
        int runs = (int)json_integer_value(json_object_get(seen, "runs"));
        fprintf(out, "%d run%s: ", runs, runs == 1 ? "" : "s");
        if (json_object_size(hazards) > 0)
            print_counts(hazards, "", out);
        else
            fputs("nothing found", out);
        if (json_object_size(outcomes) > 0) {
            fputs("; outcomes: ", out);
            print_counts(outcomes, "", out);
        }
    }
    fprintf(out, "%s\n", json_is_true(json_object_get(entry, "decides")) ? " (decides)" : "");
}

static void print_evidence(const json_t *verdict, const struct rl_verdict_style *style, FILE *out)
{
    size_t index;
    json_t *entry;
    const json_t *seen = json_object_get(json_object_get(verdict, "this_run"), "observers");
    fprintf(out, "\n%sEvidence%s\n", style->bold, style->off);
    json_array_foreach(json_object_get(verdict, "evidence"), index, entry)
    {
        const json_t *by = json_object_get(seen, text_of(entry, "observer"));
        print_watch(entry, by, out);
        if (json_is_true(json_object_get(entry, "decides")) && text_of(by, "hang"))
            rl_text_wrap(text_of(by, "hang"), 4, style->width, out);
    }
}

/* Of a calibrate lab: the answer with its reason, and what the tool says still. */
static void print_calibration(const json_t *verdict, const struct rl_verdict_style *style, FILE *out)
{
    const json_t *calibration = json_object_get(verdict, "calibration");
    const json_t *answer = json_object_get(calibration, "answer");
    if (!calibration)
        return;
    if (text_of(answer, "choice")) {
        fprintf(out, "\n%sYour answer: %s%s\n", style->bold, text_of(answer, "choice"), style->off);
        rl_text_wrap(text_of(answer, "text"), 2, style->width, out);
        rl_text_wrap(text_of(answer, "reason"), 2, style->width, out);
    }
    const json_t *reports = json_object_get(json_object_get(verdict, "this_run"), "reports");
    const json_t *asked = json_object_get(calibration, "tool");
    const json_t *suppression = json_object_get(asked, "suppression");
    const char *tool = text_of(asked, "name");
    if (json_is_true(json_object_get(suppression, "accepted"))) {
        fprintf(out, "\n%sSuppressed: %s%s\n", style->bold, text_of(suppression, "rule"), style->off);
        rl_text_wrap(text_of(suppression, "because"), 2, style->width, out);
    }
    if (json_array_size(reports) > 0)
        fprintf(out, "\n%sWhat %s says still%s\n", style->bold, tool, style->off);
    size_t index;
    json_t *report;
    json_array_foreach((json_t *)reports, index, report) print_finding(report, style, out);
}

void rl_verdict_print(const json_t *verdict, const struct rl_verdict_style *style, FILE *out)
{
    const char *kind = text_of(verdict, "verdict"), *compiler = text_of(verdict, "compiler_output");
    fprintf(out, "%s%s%s%s\n", style->bold, colour_of(kind, style), kind, style->off);
    rl_text_wrap(text_of(verdict, "headline"), 2, style->width, out);
    bool judged =
        strcmp(kind, "compile_error") != 0 && strcmp(kind, "rejected") != 0 && strcmp(kind, "infra") != 0;
    if (compiler && !judged) {
        fprintf(out, "\n%sThe compiler's words%s\n%s%s", style->bold, style->off, compiler,
                rl_text_ends(compiler, "\n") ? "" : "\n");
    }
    if (judged) {
        fputc('\n', out);
        print_axes(verdict, style, out);
    }
    print_calibration(verdict, style, out);
    size_t index;
    json_t *finding;
    json_array_foreach(json_object_get(verdict, "findings"), index, finding)
        print_finding(finding, style, out);
    if (judged || strcmp(kind, "infra") == 0)
        print_evidence(verdict, style, out);
    if (text_of(verdict, "next"))
        fprintf(out, "\nNext: %s\n", text_of(verdict, "next"));
}

static void print_frequencies(const json_t *watch, const struct rl_verdict_style *style, FILE *out)
{
    const json_t *table = json_object_get(watch, "frequencies");
    const char *text;
    json_t *value;
    if (json_object_size(json_object_get(table, "outcomes")) > 0)
        fprintf(out, "%sOutcomes%s of %lld run%s\n", style->bold, style->off,
                (long long)json_integer_value(json_object_get(table, "runs")),
                json_integer_value(json_object_get(table, "runs")) == 1 ? "" : "s");
    json_object_foreach(json_object_get(table, "outcomes"), text, value)
        fprintf(out, "  %6lld  %s\n", (long long)json_integer_value(value), text);
}

void rl_watch_print(const json_t *watch, const struct rl_verdict_style *style, FILE *out)
{
    const char *status = text_of(watch, "status"), *reason = text_of(watch, "reason");
    const char *output = text_of(watch, "output"), *compiler = text_of(watch, "compiler_output");
    if (output && *output)
        fprintf(out, "%sThe program's output%s\n%s%s", style->bold, style->off, output,
                rl_text_ends(output, "\n") ? "" : "\n");
    if (json_is_true(json_object_get(watch, "output_truncated")))
        fputs("(and more, which is not shown)\n", out);
    if (strcmp(status, "ok") != 0)
        fprintf(out, "%s%s%s: %s\n", style->red, status, style->off, reason ? reason : "");
    if (compiler && *compiler)
        fprintf(out, "%sThe compiler's words%s\n%s", style->bold, style->off, compiler);
    print_frequencies(watch, style, out);
    size_t index;
    json_t *finding, *findings = json_object_get(watch, "findings");
    json_array_foreach(findings, index, finding) print_finding(finding, style, out);
    if (json_array_size(findings) == 0 && strcmp(status, "ok") == 0) {
        fprintf(out, "%s found nothing", text_of(watch, "observer"));
        if (json_object_get(watch, "executions")) {
            fputs(" in ", out);
            print_explored(watch, out);
        }
        fputs(".\n", out);
    }
}

char *rl_verdict_line(const json_t *verdict)
{
    const char *primary = text_of(verdict, "primary"), *reason = text_of(verdict, "reason");
    return rl_text_format("%-13s %s%s%s", text_of(verdict, "verdict"), text_of(verdict, "file"),
                          primary || reason ? ": " : "",
                          primary  ? primary
                          : reason ? reason
                                   : "");
}
