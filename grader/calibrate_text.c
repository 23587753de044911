/* SPDX-License-Identifier: MIT */
/* What a learner's file says of itself in a calibrate lab: LAB-ANSWER and LAB-SUPPRESS. */
#include "calibrate.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char answer_mark[] = "LAB-ANSWER:", suppress_mark[] = "LAB-SUPPRESS:";
enum { REASON_WORDS = 4 }; /* fewer say nothing */

/* The word after the mark; "" where the line or the comment ends. */
static char *word_after(const char *at)
{
    at += strspn(at, " \t");
    size_t length = strcspn(at, " \t\r\n*");
    return rl_text_format("%.*s", (int)length, at);
}

char *rl_calibrate_answer(const char *text, bool *twice)
{
    char *answer = NULL;
    *twice = false;
    for (const char *at = text; (at = strstr(at, answer_mark)); at += sizeof answer_mark - 1) {
        char *word = word_after(at + sizeof answer_mark - 1);
        if (!*word || strcmp(word, "?") == 0) {
            free(word);
        } else if (answer) {
            *twice = *twice || strcmp(answer, word) != 0;
            free(word);
        } else {
            answer = word;
        }
    }
    return answer;
}

/* To the end of the comment in which `at` stands. */
static size_t comment_length(const char *text, const char *at)
{
    const char *line = at;
    while (line > text && line[-1] != '\n')
        line--;
    const char *slashes = strstr(line, "//"), *end = strstr(at, "*/");
    if ((slashes && slashes < at) || !end)
        return strcspn(at, "\n");
    return (size_t)(end - at);
}

/* One line, single spaces, without the stars at the lines' beginnings. */
static char *flatten(const char *at, size_t length)
{
    char *out = rl_alloc(length + 2);
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        bool space = isspace((unsigned char)at[i]) || (at[i] == '*' && (used == 0 || out[used - 1] == ' '));
        if (!space)
            out[used++] = at[i];
        else if (used > 0 && out[used - 1] != ' ')
            out[used++] = ' ';
    }
    while (used > 0 && out[used - 1] == ' ')
        used--;
    out[used] = '\0';
    return out;
}

static size_t count_words(const char *text)
{
    size_t words = 0;
    for (const char *at = text; *at; at++)
        words += *at != ' ' && (at == text || at[-1] == ' ');
    return words;
}

static bool is_name(const char *text)
{
    if (!isalpha((unsigned char)*text) && *text != '_')
        return false;
    for (; *text; text++)
        if (!isalnum((unsigned char)*text) && *text != '_')
            return false;
    return true;
}

static bool is_accepted(const struct rl_manifest *manifest, enum rl_hazard hazard)
{
    for (unsigned i = 0; i < manifest->suppressions_count; i++)
        if (manifest->suppressions[i] == hazard)
            return true;
    return false;
}

/* The types of ThreadSanitizer's own suppressions that name one kind of report. */
static bool parse_type(const char *rule, size_t length, enum rl_hazard *out)
{
    static const struct {
        const char *type;
        enum rl_hazard hazard;
    } types[] = {{"race", RL_HAZARD_DATA_RACE}, {"deadlock", RL_HAZARD_LOCK_ORDER}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strlen(types[i].type) == length && strncmp(rule, types[i].type, length) == 0) {
            *out = types[i].hazard;
            return true;
        }
    return false;
}

static char *why_refused(const struct rl_manifest *manifest, const struct rl_suppression *suppression)
{
    const char *rule = suppression->rule, *colon = strchr(rule, ':');
    enum rl_hazard hazard;
    if (manifest->suppressions_count == 0)
        return rl_text_copy("in this lab no suppression is accepted, for it would hide the next report too, "
                            "and that one may be right; write the program so that the tool can follow it");
    if (!colon || !parse_type(rule, (size_t)(colon - rule), &hazard))
        return rl_text_format("\"%s\" is no suppression that is accepted here; write deadlock:FUNCTION (a "
                              "lock order) or race:FUNCTION (a data race)",
                              rule);
    if (!is_accepted(manifest, hazard))
        return rl_text_format("a suppression of %s is not accepted in this lab", rl_hazard_name(hazard));
    if (!is_name(suppression->function))
        return rl_text_format("\"%s\" hides more than one function; name the one in which the tool is wrong, "
                              "without * and without a file",
                              suppression->function);
    if (count_words(suppression->because) < REASON_WORDS)
        return rl_text_format("say why the tool is wrong there: %s because …", rule);
    return NULL;
}

void rl_calibrate_suppression(const struct rl_manifest *manifest, const char *text,
                              struct rl_suppression *out)
{
    *out = (struct rl_suppression){0};
    const char *at = strstr(text, suppress_mark);
    if (!at)
        return;
    at += sizeof suppress_mark - 1;
    char *line = flatten(at, comment_length(text, at));
    size_t length = strcspn(line, " ");
    const char *rest = line + length + (line[length] == ' ');
    out->rule = rl_text_format("%.*s", (int)length, line);
    const char *colon = strchr(out->rule, ':');
    out->function = rl_text_copy(colon ? colon + 1 : "");
    out->because = rl_text_copy(rl_text_starts(rest, "because ") ? rest + strlen("because ") : "");
    if (strstr(at, suppress_mark))
        out->refused =
            rl_text_copy("one suppression at most; name the one function in which the tool is wrong");
    else
        out->refused = why_refused(manifest, out);
    if (colon)
        parse_type(out->rule, (size_t)(colon - out->rule), &out->hazard);
    free(line);
}

void rl_suppression_free(struct rl_suppression *suppression)
{
    free(suppression->rule);
    free(suppression->function);
    free(suppression->because);
    free(suppression->refused);
    *suppression = (struct rl_suppression){0};
}

bool rl_calibrate_keeps_going(const struct rl_manifest *manifest, const char *text)
{
    return manifest->kind == RL_LAB_CALIBRATE && strstr(text, suppress_mark) != NULL;
}
