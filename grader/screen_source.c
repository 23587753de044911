/* SPDX-License-Identifier: MIT */
/* The screen's look at directives: those that would hide from it where a line comes from, and what is
 * included. */
#include "screen_parts.h"

#include "words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A submission as the compiler sees it after two of its phases: broken lines are joined, a comment is a
 * blank. */
struct plain {
    const char *text;
    size_t at;
    long line;
};

static void skip_joints(struct plain *plain)
{
    const char *here = plain->text + plain->at;
    while (here[0] == '\\' && (here[1] == '\n' || (here[1] == '\r' && here[2] == '\n'))) {
        here += here[1] == '\n' ? 2 : 3;
        plain->line++;
    }
    plain->at = (size_t)(here - plain->text);
}

/* The next character, which stays; '\0' at the end. */
static char peek(struct plain *plain)
{
    skip_joints(plain);
    return plain->text[plain->at];
}

static void skip(struct plain *plain)
{
    skip_joints(plain);
    plain->line += plain->text[plain->at] == '\n';
    plain->at += plain->text[plain->at] != '\0';
}

/* After the first character of "/ *" or "/ /". */
static bool skip_comment(struct plain *plain)
{
    struct plain ahead = *plain;
    skip(&ahead);
    char second = peek(&ahead);
    if (second != '*' && second != '/')
        return false;
    for (skip(&ahead); peek(&ahead); skip(&ahead)) {
        if (second == '/' && peek(&ahead) == '\n')
            break;
        if (second == '*' && peek(&ahead) == '*') {
            struct plain end = ahead;
            skip(&end);
            if (peek(&end) == '/') {
                skip(&end);
                ahead = end;
                break;
            }
        }
    }
    *plain = ahead;
    return true;
}

static void skip_blanks(struct plain *plain)
{
    for (;;) {
        char next = peek(plain);
        if (next == ' ' || next == '\t' || next == '\f' || next == '\v' || next == '\r')
            skip(plain);
        else if (next != '/' || !skip_comment(plain))
            return;
    }
}

static void skip_quoted(struct plain *plain)
{
    char quote = peek(plain);
    for (skip(plain); peek(plain) && peek(plain) != quote && peek(plain) != '\n'; skip(plain))
        if (peek(plain) == '\\')
            skip(plain);
    if (peek(plain) == quote)
        skip(plain);
}

/* '#', or "%:", which means the same. */
static bool take_hash(struct plain *plain)
{
    if (peek(plain) == '#') {
        skip(plain);
        return true;
    }
    struct plain ahead = *plain;
    skip(&ahead);
    if (peek(plain) != '%' || peek(&ahead) != ':')
        return false;
    skip(&ahead);
    *plain = ahead;
    return true;
}

static bool is_known(const char *directive)
{
    static const char *const known[] = {"",     "define", "undef",   "if",    "ifdef",   "ifndef", "elif",
                                        "else", "endif",  "include", "error", "warning", "pragma"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(directive, known[i]) == 0)
            return true;
    return false;
}

static void take_name(struct plain *plain, char name[32])
{
    size_t length = 0;
    skip_blanks(plain);
    for (; isalnum((unsigned char)peek(plain)) || peek(plain) == '_'; skip(plain))
        if (length < 31)
            name[length++] = peek(plain);
    name[length] = '\0';
}

/* What is found on the way through the whole text. */
struct directives {
    struct plain plain;
    const char *shown;
    bool conditional, pastes;
    char **why;
};

static enum rl_screen refuse(struct directives *with, long line, const char *what)
{
    *with->why = rl_text_format("%s:%ld has %s. Leave it out", with->shown, line, what);
    return RL_SCREEN_TAMPERING;
}

static enum rl_screen take_directive(struct directives *with)
{
    char name[32];
    long line = with->plain.line;
    take_name(&with->plain, name);
    with->conditional = with->conditional || strncmp(name, "if", 2) == 0 || strncmp(name, "elif", 4) == 0;
    if (is_known(name))
        return RL_SCREEN_CLEAN;
    char *what =
        rl_text_format("the directive #%s, which no lab needs and which hides where lines come from", name);
    enum rl_screen found = refuse(with, line, what);
    free(what);
    return found;
}

/* What the answer is depends on who asks: the screen could see another program than the observers. */
static enum rl_screen take_identifier(struct directives *with)
{
    char name[32];
    long line = with->plain.line;
    take_name(&with->plain, name);
    if (rl_text_starts(name, "__has_include") || rl_text_starts(name, "__has_embed"))
        return refuse(with, line, "a question for a file, which no lab needs");
    return RL_SCREEN_CLEAN;
}

/* "##", in the second of its characters. */
static void take_other(struct directives *with)
{
    if (!take_hash(&with->plain))
        skip(&with->plain);
    else
        with->pastes = take_hash(&with->plain) || with->pastes;
}

static enum rl_screen walk(struct directives *with)
{
    struct plain *plain = &with->plain;
    enum rl_screen found = RL_SCREEN_CLEAN;
    bool begins_line = true;
    while (found == RL_SCREEN_CLEAN && (skip_blanks(plain), peek(plain))) {
        bool first = begins_line;
        begins_line = peek(plain) == '\n';
        if (first && take_hash(plain))
            found = take_directive(with);
        else if (peek(plain) == '"' || peek(plain) == '\'')
            skip_quoted(plain);
        else if (isalpha((unsigned char)peek(plain)) || peek(plain) == '_')
            found = take_identifier(with);
        else
            take_other(with);
    }
    return found;
}

enum rl_screen rl_screen_directives(const char *text, const char *shown, bool *conditional, char **why)
{
    struct directives with = {.plain = {.text = text, .line = 1}, .shown = shown, .why = why};
    enum rl_screen found = walk(&with);
    *conditional = with.conditional;
    if (found == RL_SCREEN_CLEAN && with.conditional && with.pastes) {
        *why = rl_text_format(
            "%s has both an #if and a ##, with which a condition can be hidden. Leave one of them out",
            shown);
        found = RL_SCREEN_TAMPERING;
    }
    return found;
}

/* ------------------------------------------------------------------------------------------------ includes
 */

/* `# 1 "PATH" 1 3`: a file that is entered, of the system. */
struct marker {
    char *path;
    bool enters, leaves, system;
};

static bool take_marker(const char *line, struct marker *out)
{
    const char *open =
        line[0] == '#' && line[1] == ' ' && isdigit((unsigned char)line[2]) ? strchr(line, '"') : NULL;
    const char *close = open ? strchr(open + 1, '"') : NULL;
    if (!close)
        return false;
    *out = (struct marker){.path = rl_text_format("%.*s", (int)(close - open - 1), open + 1)};
    for (const char *flag = close + 1; *flag && *flag != '\n'; flag++) {
        out->enters = out->enters || *flag == '1';
        out->leaves = out->leaves || *flag == '2';
        out->system = out->system || *flag == '3';
    }
    return true;
}

static bool is_header_of(const struct marker *marker, const char *const *folders)
{
    size_t length = strlen(marker->path);
    if (length < 2 || strcmp(marker->path + length - 2, ".h") != 0 || strstr(marker->path, "/../"))
        return false;
    for (size_t i = 0; folders[i]; i++)
        if (rl_text_starts(marker->path, folders[i]) && marker->path[strlen(folders[i])] == '/')
            return true;
    return marker->system;
}

static enum rl_screen judge_include(const struct marker *marker, const char *shown,
                                    const char *const *folders, char **why)
{
    const char *name = rl_text_base_name(marker->path);
    if (marker->path[0] == '<')
        return RL_SCREEN_CLEAN;
    if (!is_header_of(marker, folders)) {
        *why = rl_text_format(
            "%s includes %s: a submission is one file, and includes headers of the lab and of the system "
            "only",
            shown, name);
        return RL_SCREEN_TAMPERING;
    }
    if (rl_text_ends(name, "intrin.h")) {
        *why = rl_text_format(
            "%s includes %s: instructions of one processor, whose accesses no observer sees. Write it in C",
            shown, name);
        return RL_SCREEN_UNSUPPORTED;
    }
    return RL_SCREEN_CLEAN;
}

enum rl_screen rl_screen_includes(const char *preprocessed, const char *file, const char *shown,
                                  const char *const *folders, char **why)
{
    enum rl_screen found = RL_SCREEN_CLEAN;
    unsigned depth = 0; /* 1: in a file that the submission includes itself */
    bool begun = false;
    for (const char *line = preprocessed; *line && found == RL_SCREEN_CLEAN;) {
        struct marker marker;
        if (take_marker(line, &marker)) {
            begun = begun || strcmp(marker.path, file) == 0;
            depth += marker.enters;
            depth -= marker.leaves && depth > 0;
            if (begun && marker.enters && depth == 1)
                found = judge_include(&marker, shown, folders, why);
            free(marker.path);
        }
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return found;
}
