/* SPDX-License-Identifier: MIT */
/* How text for a terminal looks: colours, width, and whether it may use more than ASCII. */
#ifndef RL_EXPLORE_STYLE_H
#define RL_EXPLORE_STYLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct rl_explore_style {
    const char *bold, *dim, *red, *green, *yellow, *off; /* escape sequences, or "" */
    int width;                                           /* columns */
    bool unicode;
};

/* Prints words, `indent` columns in, broken between words at the width. */
void rl_style_wrap(FILE *out, const struct rl_explore_style *style, int indent, const char *text);
/* The same where `column` columns of the first line are taken already. */
void rl_style_wrap_after(FILE *out, const struct rl_explore_style *style, int column, int indent,
                         const char *text);
/* Columns that a UTF-8 text takes (one a character). */
int rl_style_columns(const char *text);
/* The text's first `columns` columns, with "…" at the end where it was cut. The caller frees it. */
char *rl_style_cut(const struct rl_explore_style *style, const char *text, int columns);

#endif
