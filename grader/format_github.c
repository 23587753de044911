/* SPDX-License-Identifier: MIT */
/* GitHub's workflow commands: an annotation at each place of a finding. */
#include "format.h"

#include <stdlib.h>
#include <string.h>

enum { MESSAGE_MOST = 4000, TITLE_MOST = 200, FINDINGS_MOST = 20 };

/* A command ends with its line, and a property with a comma or a colon: in what is written they are coded, so
 * that no text of a learner's can end one and begin another. */
static void write_coded(FILE *to, const char *text, size_t most, bool property)
{
    char *plain = rl_format_plain(text, most);
    for (const char *at = plain; *at; at++) {
        bool coded = *at == '%' || *at == '\n' || *at == '\r' || (property && (*at == ':' || *at == ','));
        if (coded)
            fprintf(to, "%%%02X", (unsigned)(unsigned char)*at);
        else
            fputc(*at, to);
    }
    free(plain);
}

struct annotation {
    const char *level; /* "error", "warning", "notice" */
    const char *file;  /* NULL: it is of no file */
    int line;
    const char *title;
    const char *message;
};

static void write_annotation(FILE *to, const struct annotation *annotation)
{
    fprintf(to, "::%s ", annotation->level);
    if (annotation->file && *annotation->file) {
        fputs("file=", to);
        write_coded(to, annotation->file, TITLE_MOST * 4, true);
        if (annotation->line > 0)
            fprintf(to, ",line=%d", annotation->line);
        fputc(',', to);
    }
    fputs("title=", to);
    write_coded(to, annotation->title, TITLE_MOST, true);
    fputs("::", to);
    write_coded(to, annotation->message, MESSAGE_MOST, false);
    fputc('\n', to);
}

/* The other places of a finding that lie in the submission, as notices. */
static void write_other_sides(FILE *to, const json_t *verdict, const json_t *finding, const json_t *shown)
{
    size_t index;
    json_t *side;
    char *title = rl_text_format("%s: the other side", rl_format_text(finding, "hazard"));
    json_array_foreach(json_object_get(finding, "sides"), index, side)
    {
        if (side == shown || !rl_format_is_submitted(verdict, side))
            continue;
        char *words = rl_format_side_words(side);
        const struct annotation annotation = {"notice", rl_format_path(verdict), rl_format_line(side), title,
                                              words};
        write_annotation(to, &annotation);
        free(words);
    }
    free(title);
}

static void write_finding(FILE *to, const json_t *verdict, const json_t *finding)
{
    const json_t *side = rl_format_main_side(verdict, finding);
    bool placed = side && rl_format_is_submitted(verdict, side);
    char *words = rl_format_finding_words(finding), *title;
    title = rl_text_format("%s (%s)", rl_format_text(finding, "hazard"), rl_format_text(verdict, "lab"));
    const struct annotation annotation = {"error", rl_format_path(verdict), placed ? rl_format_line(side) : 0,
                                          title, words};
    write_annotation(to, &annotation);
    write_other_sides(to, verdict, finding, side);
    free(title);
    free(words);
}

static const char *level_of(const json_t *verdict)
{
    if (rl_format_is(verdict, "verdict", "pass"))
        return "notice";
    if (rl_format_is(verdict, "verdict", "unproven") || rl_format_is(verdict, "verdict", "unsupported") ||
        rl_format_is(verdict, "verdict", "needs_review"))
        return "warning";
    return "error";
}

/* One that says how the whole came out, where no finding says it. */
static void write_whole(FILE *to, const json_t *verdict)
{
    char *title =
        rl_text_format("%s (%s)", rl_format_text(verdict, "verdict"), rl_format_text(verdict, "lab"));
    char *points = rl_format_points(verdict), *details = rl_format_details(verdict);
    char *message = rl_text_format("%s%s%s", points ? points : "", points ? "\n" : "", details);
    int line = rl_format_is(verdict, "verdict", "compile_error") ? rl_format_compiler_line(verdict) : 0;
    const struct annotation annotation = {level_of(verdict), rl_format_path(verdict), line, title, message};
    write_annotation(to, &annotation);
    free(message);
    free(details);
    free(points);
    free(title);
}

int rl_format_write_github(FILE *to, const json_t *verdicts, const struct rl_format_options *options)
{
    size_t index, at;
    json_t *verdict, *finding;
    json_array_foreach(verdicts, index, verdict)
    {
        json_t *told = rl_feedback_apply(verdict, options->feedback);
        const json_t *findings = json_object_get(told, "findings");
        json_array_foreach(findings, at, finding) if (at < FINDINGS_MOST) write_finding(to, told, finding);
        if (json_array_size(findings) == 0)
            write_whole(to, told);
        json_decref(told);
    }
    return rl_format_done(to);
}
