/* SPDX-License-Identifier: MIT */
/* Makes the verdicts that the tests of formats write. */
#include "samples.h"

#include "grader/marks.h"
#include "grader/words.h"

#include <stdlib.h>
#include <string.h>

const char *const hostile[] = {
    "\"quoted\" 'once' \\ & <b onclick=\"x\">bold</b> &amp; <!-- -->",
    "end]]>of<![CDATA[data",
    "first\nsecond\r\nthird\rfourth",
    "::set-output name=mark::100\n::error file=x.c,line=1::no\n  ::add-mask::a\n\xc2\xa0::stop-commands::x",
    "##[error]no\n ##[set-env name=PATH]/ ###[group]",
    "a,line=1,title=b::c: %0A%25 %",
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "+1\t-2\t@3",
    "bell\x07 escape\x1b[31m\x1b]0;title\x07 delete\x7f one\x01 c1\xc2\x9b"
    "31m",
    "no characters: \xef\xbf\xbe \xef\xbf\xbf, and a byte order mark \xef\xbb\xbf",
    "\xe2\x80\xaeright to left\xe2\x80\xac \xf0\x9f\x94\x92 \xe2\x86\x92",
    "| a | b |\n|---|---|\n# title\n```\n</details></details>\n````\n<script>alert(1)</script>\n~~~\n",
    "[a link](javascript:alert(1)) ![an image](http://example.org/x.png) @everyone #1 https://example.org",
    "../../etc/passwd",
    "file:///etc/passwd?x#y",
    "-rf --output=x",
    " ",
    NULL};

static const struct rl_manifest *manifest(void)
{
    static char *hints[] = {"Look where the stock is tested.",
                            "Between the test and the sale another window sells.",
                            "Do both in one critical section."};
    static struct rl_manifest one;
    one.weights.safe = 40;
    one.weights.live = 20;
    one.weights.correct = 30;
    one.weights.concurrent = 10;
    one.hints = hints;
    one.hints_count = 3;
    return &one;
}

static json_t *read_all(void)
{
    json_error_t error;
    json_t *all = json_load_file(RL_VERDICTS, 0, &error);
    if (!all) {
        fprintf(stderr, "%s:%d: %s\n", RL_VERDICTS, error.line, error.text);
        abort();
    }
    return all;
}

json_t *samples(const char *kind)
{
    json_t *all = read_all(), *picked = json_array(), *verdict;
    size_t index;
    json_array_foreach(all, index, verdict)
    {
        const char *is = json_string_value(json_object_get(verdict, "verdict"));
        if (kind && strcmp(is, kind) != 0)
            continue;
        rl_marks_add(verdict, manifest(), 0);
        json_array_append(picked, verdict);
    }
    json_decref(all);
    return picked;
}

static bool is_closed(const char *key)
{
    static const char *const closed[] = {"schema", "racelab", "verdict", "axis",
                                         "status", "hazard",  "primary"};
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (strcmp(closed[i], key) == 0)
            return true;
    return false;
}

static void poison(json_t *value, const char *text)
{
    const char *key;
    void *next;
    json_t *member;
    json_object_foreach_safe(value, next, key, member)
    {
        if (json_is_string(member) && !is_closed(key))
            json_object_set_new(value, key, json_string_nocheck(text));
        else if (json_is_object(member) || json_is_array(member))
            poison(member, text);
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (json_is_string(json_array_get(value, i)))
            json_array_set_new(value, i, json_string_nocheck(text));
        else
            poison(json_array_get(value, i), text);
    }
}

json_t *samples_with(const char *kind, const char *text)
{
    json_t *all = samples(kind);
    poison(all, text);
    return all;
}

char *repeated(const char *of, size_t length)
{
    char *text = rl_alloc(length + 1);
    size_t each = strlen(of);
    for (size_t i = 0; i < length; i++)
        text[i] = of[i % each];
    return text;
}

char *written(const char *name, const json_t *verdicts, enum rl_feedback feedback)
{
    static const struct rl_classroom50 known = {.classroom = "cs-1",
                                                .assignment = "tickets",
                                                .assignment_type = "individual",
                                                .owner = "ann",
                                                .submission = "submit/2026-11-24T10-00-00Z-abc1234",
                                                .commit = "https://example.org/c",
                                                .release = "https://example.org/r",
                                                .review = NULL,
                                                .datetime = "2026-11-24T10:00:00Z"};
    const struct rl_format_options options = {feedback, "A course", &known};
    char *text = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&text, &length);
    int status = rl_format_find(name)->write(to, verdicts, &options);
    fclose(to);
    if (status == 0)
        return text;
    free(text);
    return NULL;
}
