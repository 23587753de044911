/* SPDX-License-Identifier: MIT */
/* Measures and breaks text for a terminal. */
#include "style.h"

#include <string.h>

#include "sanitizers/text.h"

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

int rl_style_columns(const char *text)
{
    int columns = 0;
    for (; *text; text++)
        columns += begins_character(*text);
    return columns;
}

char *rl_style_cut(const struct rl_explore_style *style, const char *text, int columns)
{
    if (rl_style_columns(text) <= columns)
        return rl_text_copy(text);
    const char *mark = style->unicode ? "…" : "~";
    const char *end = text;
    for (int i = 0; i < columns - 1 && *end; i++) {
        end++;
        while (*end && !begins_character(*end))
            end++;
    }
    return rl_text_format("%.*s%s", (int)(end - text), text, columns > 0 ? mark : "");
}

void rl_style_wrap(FILE *out, const struct rl_explore_style *style, int indent, const char *text)
{
    rl_style_wrap_after(out, style, 0, indent, text);
}

void rl_style_wrap_after(FILE *out, const struct rl_explore_style *style, int column, int indent,
                         const char *text)
{
    while (*text) {
        size_t length = strcspn(text, " \n");
        char word[512];
        snprintf(word, sizeof word, "%.*s", (int)length, text);
        int columns = rl_style_columns(word);
        if (column > 0 && column + 1 + columns > style->width) {
            fputc('\n', out);
            column = 0;
        }
        if (length) {
            fprintf(out, "%*s%s", column ? 1 : indent, "", word);
            column = (column ? column + 1 : indent) + columns;
        }
        text += length;
        while (*text == ' ' || *text == '\n')
            text++;
    }
    if (column)
        fputc('\n', out);
}
