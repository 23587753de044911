/* SPDX-License-Identifier: MIT */
/* How the parts of a verdict are read and put into words, for every format alike. */
#include "format.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *rl_format_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

int rl_format_line(const json_t *place)
{
    json_int_t line = json_integer_value(json_object_get(place, "line"));
    return line > 0 && line < 10000000 ? (int)line : 0;
}

bool rl_format_is(const json_t *object, const char *key, const char *text)
{
    return strcmp(rl_format_text(object, key), text) == 0;
}

char *rl_format_subject(const json_t *verdict)
{
    const json_t *submission = json_object_get(verdict, "submission");
    const char *learner = rl_format_text(submission, "learner");
    const char *lab = rl_format_text(verdict, "lab");
    return *learner ? rl_text_format("%s / %s", learner, lab)
                    : rl_text_format("%s / %s", lab, rl_text_base_name(rl_format_path(verdict)));
}

const char *rl_format_path(const json_t *verdict)
{
    const char *path = rl_format_text(json_object_get(verdict, "submission"), "path");
    return *path ? path : rl_format_text(verdict, "file");
}

bool rl_format_is_submitted(const json_t *verdict, const json_t *place)
{
    const char *file = rl_format_text(place, "file"), *source = rl_format_text(verdict, "source");
    return *file && *source && strcmp(rl_text_base_name(file), source) == 0;
}

const json_t *rl_format_main_side(const json_t *verdict, const json_t *finding)
{
    const json_t *sides = json_object_get(finding, "sides");
    for (size_t i = 0; i < json_array_size(sides); i++)
        if (rl_format_is_submitted(verdict, json_array_get(sides, i)))
            return json_array_get(sides, i);
    return json_array_get(sides, 0);
}

char *rl_format_side_words(const json_t *side)
{
    const char *thread = rl_format_text(side, "thread"), *what = rl_format_text(side, "what");
    const char *function = rl_format_text(side, "function"), *held = rl_format_text(side, "held");
    struct rl_text text = RL_TEXT_INIT;
    rl_text_addf(&text, "%s%s%s", thread, *thread && *what ? ": " : "", what);
    if (*function)
        rl_text_addf(&text, "%sin %s()", text.length ? ", " : "", function);
    if (*held)
        rl_text_addf(&text, ", holding %s", held);
    return rl_text_take(&text);
}

/* The digits of "FILE:LINE:" at `at`, if they are followed by a colon. */
static int line_at(const char *at)
{
    char *end;
    long line = strtol(at, &end, 10);
    return *end == ':' && line > 0 && line < 10000000 ? (int)line : 0;
}

int rl_format_compiler_line(const json_t *verdict)
{
    enum { NAME_MOST = 255 }; /* of a file; and strstr takes long over a long name */
    const char *names[] = {rl_format_text(verdict, "source"), rl_text_base_name(rl_format_path(verdict))};
    int line = 0;
    for (size_t i = 0; i < 2 && line == 0; i++) {
        size_t length = strlen(names[i]);
        if (length == 0 || length > NAME_MOST)
            continue;
        char *sought = rl_text_format("%s:", names[i]);
        const char *at = rl_format_text(verdict, "compiler_output");
        while (line == 0 && (at = strstr(at, sought)))
            line = line_at(at += length + 1);
        free(sought);
    }
    return line;
}

char *rl_format_points(const json_t *verdict)
{
    const json_t *points = json_object_get(verdict, "points"), *got = json_object_get(points, "got");
    if (!points)
        return NULL;
    if (!json_is_number(got))
        return rl_text_copy("no mark");
    return rl_text_format(
        "%g of %g points%s%s%s", json_number_value(got), json_number_value(json_object_get(points, "of")),
        json_is_true(json_object_get(points, "provisional")) ? ", provisional" : "",
        json_is_true(json_object_get(points, "unchanged")) ? ": the file is as it was handed out" : "",
        json_object_get(verdict, "review") ? ", as a person decided" : "");
}

char *rl_format_finding_words(const json_t *finding)
{
    struct rl_text text = RL_TEXT_INIT;
    rl_text_addf(&text, "%s: %s\n", rl_format_text(finding, "hazard"), rl_format_text(finding, "meaning"));
    size_t index;
    json_t *side;
    json_array_foreach(json_object_get(finding, "sides"), index, side)
    {
        char *words = rl_format_side_words(side);
        const char *file = rl_format_text(side, "file"), *source = rl_format_text(side, "source");
        if (*file)
            rl_text_addf(&text, "  %s:%d  %s\n", file, rl_format_line(side), words);
        else
            rl_text_addf(&text, "  %s\n", words);
        if (*source)
            rl_text_addf(&text, "      %s\n", source);
        free(words);
    }
    if (*rl_format_text(finding, "object"))
        rl_text_addf(&text, "  on %s\n", rl_format_text(finding, "object"));
    if (*rl_format_text(finding, "words"))
        rl_text_addf(&text, "  %s\n", rl_format_text(finding, "words"));
    return rl_text_take(&text);
}

char *rl_format_steps_words(const json_t *finding)
{
    const json_t *steps = json_object_get(finding, "steps");
    if (json_array_size(steps) == 0)
        return NULL;
    struct rl_text text = RL_TEXT_INIT;
    size_t index;
    json_t *step;
    json_array_foreach(steps, index, step)
    {
        const char *file = rl_format_text(step, "file"), *change = rl_format_text(step, "change");
        rl_text_addf(
            &text, "%4lld  %s %s%s%s", (long long)json_integer_value(json_object_get(step, "position")),
            rl_format_text(step, "thread"), rl_format_text(step, "what"), *change ? ": " : "", change);
        if (*file)
            rl_text_addf(&text, "  (%s:%d)", file, rl_format_line(step));
        rl_text_add(&text, "\n");
    }
    return rl_text_take(&text);
}

static void add_hints(struct rl_text *text, const json_t *hints)
{
    size_t index;
    json_t *hint;
    json_array_foreach(hints, index, hint) rl_text_addf(
        text, "Hint %zu: %s\n", index + 1, json_string_value(hint) ? json_string_value(hint) : "");
}

char *rl_format_details(const json_t *verdict)
{
    struct rl_text text = RL_TEXT_INIT;
    const char *compiler = rl_format_text(verdict, "compiler_output");
    rl_text_addf(&text, "%s\n", rl_format_text(verdict, "headline"));
    if (*compiler && rl_format_is(verdict, "verdict", "compile_error"))
        rl_text_addf(&text, "\nThe compiler's words\n%s%s", compiler,
                     rl_text_ends(compiler, "\n") ? "" : "\n");
    const json_t *answer = json_object_get(json_object_get(verdict, "calibration"), "answer");
    if (*rl_format_text(answer, "choice"))
        rl_text_addf(&text, "\nYour answer: %s\n%s\n%s\n", rl_format_text(answer, "choice"),
                     rl_format_text(answer, "text"), rl_format_text(answer, "reason"));
    size_t index;
    json_t *finding;
    json_array_foreach(json_object_get(verdict, "findings"), index, finding)
    {
        char *words = rl_format_finding_words(finding), *steps = rl_format_steps_words(finding);
        rl_text_addf(&text, "\n%s", words);
        if (steps)
            rl_text_addf(&text, "  step by step:\n%s", steps);
        if (*rl_format_text(finding, "replay"))
            rl_text_addf(&text, "  see it: %s\n", rl_format_text(finding, "replay"));
        free(steps);
        free(words);
    }
    if (json_array_size(json_object_get(verdict, "findings")) > 0 &&
        !json_object_get(json_array_get(json_object_get(verdict, "findings"), 0), "sides"))
        add_hints(&text, json_object_get(verdict, "hints"));
    return rl_text_take(&text);
}

/* U+FFFE and U+FFFF are UTF-8 and no characters of XML. */
static void drop_non_characters(char *text)
{
    for (char *at = text; (at = strstr(at, "\xef\xbf")); at += 2)
        if ((unsigned char)at[2] >= 0xbe)
            at[2] = '\xbd';
}

/* Not in the middle of a character. */
static size_t cut_at(const char *text, size_t most)
{
    while (most > 0 && ((unsigned char)text[most] & 0xc0) == 0x80)
        most--;
    return most;
}

char *rl_format_plain(const char *text, size_t most)
{
    size_t length = strlen(text), kept = length > most ? cut_at(text, most) : length;
    char *plain = rl_text_showable(text, kept);
    drop_non_characters(plain);
    if (kept == length)
        return plain;
    char *cut = rl_text_format("%s… (%zu more bytes are left out)", plain, length - kept);
    free(plain);
    return cut;
}

int rl_format_done(FILE *to)
{
    if (fflush(to) == 0 && !ferror(to))
        return 0;
    if (errno == 0)
        errno = EIO;
    return -1;
}

int rl_format_dump(json_t *json, FILE *to)
{
    int dumped = json_dumpf(json, to, JSON_INDENT(2));
    fputc('\n', to);
    json_decref(json);
    if (dumped != 0 && !ferror(to)) {
        errno = EILSEQ; /* a string that is no UTF-8 */
        return -1;
    }
    return rl_format_done(to);
}
