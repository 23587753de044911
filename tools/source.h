/* SPDX-License-Identifier: MIT */
/* A C source file as the tools see it: its text, the same text without comments and literals, and its
 * comments. */
#ifndef RL_TOOLS_SOURCE_H
#define RL_TOOLS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct source_comment {
    size_t start; /* of its first slash */
    size_t end;   /* one past its last byte */
};

struct source {
    char *path;
    char *text; /* ends with a zero */
    char *code; /* as long as text; comments and what stands between quotes are spaces, newlines stay */
    size_t size;
    struct source_comment *comments;
    size_t comments_len;
};

/* false: cannot be read; errno says why. */
bool source_read(const char *path, struct source *out);

/* From 1. */
int source_line(const struct source *source, size_t at);

/* The length of the identifier that begins at `at` in the code; 0: none begins there. */
size_t source_word(const struct source *source, size_t at);

/* The first byte of code at or after (before: at or before) `at` that is no white space; (size_t)-1: none. */
size_t source_next(const struct source *source, size_t at);
size_t source_previous(const struct source *source, size_t at);

/* The position of the bracket that closes the one at `open`, or `size`. */
size_t source_close(const struct source *source, size_t open);

/* realloc, or the end of the program. */
void *source_grow(void *old, size_t bytes);

#endif
