/* SPDX-License-Identifier: MIT */
/* Reads a C file and tells comments and literals from code. */
#include "source.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *source_grow(void *old, size_t bytes)
{
    void *new_block = realloc(old, bytes);
    if (!new_block) {
        fprintf(stderr, "out of memory\n");
        exit(2);
    }
    return new_block;
}

static char *read_all(const char *path, size_t *size)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    char *text = NULL;
    size_t used = 0;
    size_t got;
    do {
        text = source_grow(text, used + 65536 + 1);
        got = fread(text + used, 1, 65536, file);
        used += got;
    } while (got > 0);
    bool failed = ferror(file) != 0;
    fclose(file);
    if (failed) {
        free(text);
        return NULL;
    }
    text[used] = '\0';
    *size = used;
    return text;
}

static size_t end_of_comment(const char *text, size_t at)
{
    const char *end = text[at + 1] == '*' ? strstr(text + at + 2, "*/") : strchr(text + at, '\n');
    if (!end)
        return at + strlen(text + at);
    return (size_t)(end - text) + (text[at + 1] == '*' ? 2 : 0);
}

static size_t end_of_literal(const char *text, size_t at)
{
    char quote = text[at];
    size_t end = at + 1;
    while (text[end] && text[end] != quote && text[end] != '\n')
        end += text[end] == '\\' && text[end + 1] ? 2 : 1;
    return text[end] == quote ? end + 1 : end;
}

static void blank(char *code, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        if (code[i] != '\n')
            code[i] = ' ';
    }
}

static void add_comment(struct source *source, size_t start, size_t end)
{
    size_t bytes = (source->comments_len + 1) * sizeof *source->comments;
    source->comments = source_grow(source->comments, bytes);
    source->comments[source->comments_len++] = (struct source_comment){start, end};
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

bool source_read(const char *path, struct source *out)
{
    *out = (struct source){.path = NULL};
    out->text = read_all(path, &out->size);
    if (!out->text)
        return false;
    out->path = strcpy(source_grow(NULL, strlen(path) + 1), path);
    out->code = memcpy(source_grow(NULL, out->size + 1), out->text, out->size + 1);
    for (size_t i = 0; i < out->size;) {
        char c = out->text[i];
        size_t end = i + 1;
        if (c == '/' && (out->text[i + 1] == '*' || out->text[i + 1] == '/')) {
            end = end_of_comment(out->text, i);
            add_comment(out, i, end);
            blank(out->code, i, end);
        } else if (c == '"' || (c == '\'' && (i == 0 || !is_word(out->text[i - 1])))) {
            end = end_of_literal(out->text, i);
            blank(out->code, i + 1, end - 1);
        }
        i = end;
    }
    return true;
}

int source_line(const struct source *source, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at && i < source->size; i++)
        line += source->text[i] == '\n';
    return line;
}

size_t source_word(const struct source *source, size_t at)
{
    if (!is_word(source->code[at]) || isdigit((unsigned char)source->code[at]) ||
        (at > 0 && is_word(source->code[at - 1])))
        return 0;
    size_t end = at;
    while (is_word(source->code[end]))
        end++;
    return end - at;
}

static bool is_gap(const struct source *source, size_t at)
{
    char c = source->code[at];
    return isspace((unsigned char)c) || (c == '\\' && source->code[at + 1] == '\n');
}

size_t source_next(const struct source *source, size_t at)
{
    while (at < source->size && is_gap(source, at))
        at++;
    return at < source->size ? at : (size_t)-1;
}

size_t source_previous(const struct source *source, size_t at)
{
    while (at != (size_t)-1 && is_gap(source, at))
        at--;
    return at;
}

size_t source_close(const struct source *source, size_t open)
{
    int depth = 0;
    for (size_t i = open; i < source->size; i++) {
        char c = source->code[i];
        depth += c == '(' || c == '[' || c == '{';
        depth -= c == ')' || c == ']' || c == '}';
        if (depth == 0)
            return i;
    }
    return source->size;
}
