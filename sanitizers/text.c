/* SPDX-License-Identifier: MIT */
/* Strings that grow, and lists of strings. */
#define _GNU_SOURCE
#include "text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void out_of_memory(void)
{
    fputs("racelab: out of memory\n", stderr);
    abort();
}

void *rl_alloc(size_t size)
{
    void *memory = calloc(1, size ? size : 1);
    if (!memory)
        out_of_memory();
    return memory;
}

void *rl_grow(void *memory, size_t size)
{
    void *grown = realloc(memory, size ? size : 1);
    if (!grown)
        out_of_memory();
    return grown;
}

void rl_text_add_bytes(struct rl_text *text, const void *bytes, size_t length)
{
    if (text->length + length + 1 > text->capacity) {
        text->capacity = (text->length + length + 1) * 2;
        text->data = rl_grow(text->data, text->capacity);
    }
    if (length)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void rl_text_add(struct rl_text *text, const char *string)
{
    rl_text_add_bytes(text, string, strlen(string));
}

static char *format_va(const char *format, va_list args)
{
    char *string = NULL;
    if (vasprintf(&string, format, args) < 0)
        out_of_memory();
    return string;
}

void rl_text_addf(struct rl_text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *string = format_va(format, args);
    va_end(args);
    rl_text_add(text, string);
    free(string);
}

void rl_text_free(struct rl_text *text)
{
    free(text->data);
    *text = (struct rl_text)RL_TEXT_INIT;
}

char *rl_text_take(struct rl_text *text)
{
    rl_text_add(text, "");
    char *string = text->data;
    *text = (struct rl_text)RL_TEXT_INIT;
    return string;
}

char *rl_text_format(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *string = format_va(format, args);
    va_end(args);
    return string;
}

char *rl_text_copy(const char *string)
{
    if (!string)
        return NULL;
    char *copy = strdup(string);
    if (!copy)
        out_of_memory();
    return copy;
}

/* How many bytes the UTF-8 character at the beginning has; 0: it is none, or must not be shown. */
static size_t character_length(const unsigned char *bytes, size_t length)
{
    unsigned char first = bytes[0];
    if (first < 0x80)
        return first == '\n' || first == '\t' || (first >= ' ' && first != 127) ? 1 : 0;
    size_t wanted = first >= 0xc2 && first <= 0xdf   ? 2
                    : first >= 0xe0 && first <= 0xef ? 3
                    : first >= 0xf0 && first <= 0xf4 ? 4
                                                     : 0;
    if (wanted == 0 || wanted > length)
        return 0;
    for (size_t i = 1; i < wanted; i++) {
        if ((bytes[i] & 0xc0) != 0x80)
            return 0;
    }
    bool control = first == 0xc2 && bytes[1] < 0xa0;
    /* U+202A to U+202E and U+2066 to U+2069: what is shown would not be what is written. */
    bool turns = first == 0xe2 && ((bytes[1] == 0x80 && bytes[2] >= 0xaa && bytes[2] <= 0xae) ||
                                   (bytes[1] == 0x81 && bytes[2] >= 0xa6 && bytes[2] <= 0xa9));
    bool surrogate = first == 0xed && bytes[1] >= 0xa0;
    bool overlong = (first == 0xe0 && bytes[1] < 0xa0) || (first == 0xf0 && bytes[1] < 0x90);
    bool too_large = first == 0xf4 && bytes[1] >= 0x90;
    return control || turns || surrogate || overlong || too_large ? 0 : wanted;
}

char *rl_text_showable(const char *bytes, size_t length)
{
    struct rl_text text = RL_TEXT_INIT;
    for (size_t at = 0; at < length;) {
        size_t step = character_length((const unsigned char *)bytes + at, length - at);
        if (step)
            rl_text_add_bytes(&text, bytes + at, step);
        else
            rl_text_add(&text, "\xef\xbf\xbd");
        at += step ? step : 1;
    }
    return rl_text_take(&text);
}

char *rl_text_name(const char *name)
{
    struct rl_text text = RL_TEXT_INIT;
    size_t length = strlen(name);
    for (size_t at = 0; at < length;) {
        size_t step = character_length((const unsigned char *)name + at, length - at);
        if (step == 0 || strchr("\n\t", name[at]))
            rl_text_addf(&text, "\\x%02x", (unsigned char)name[at]);
        else if (name[at] == '\\')
            rl_text_add(&text, "\\\\");
        else
            rl_text_add_bytes(&text, name + at, step);
        at += step ? step : 1;
    }
    return rl_text_take(&text);
}

static int hex_digit(char digit)
{
    const char *digits = "0123456789abcdef", *at = digit ? strchr(digits, digit) : NULL;
    return at ? (int)(at - digits) : -1;
}

char *rl_text_name_parse(const char *shown)
{
    struct rl_text text = RL_TEXT_INIT;
    for (const char *at = shown; *at; at++) {
        bool coded = at[0] == '\\' && at[1] == 'x' && hex_digit(at[2]) >= 0 && hex_digit(at[3]) >= 0;
        char byte = coded ? (char)(hex_digit(at[2]) * 16 + hex_digit(at[3])) : *at;
        if (coded)
            at += 3;
        else if (at[0] == '\\' && at[1] == '\\')
            at++;
        rl_text_add_bytes(&text, &byte, 1);
    }
    return rl_text_take(&text);
}

static void list_push(struct rl_list *list, char *string)
{
    if (list->length + 2 > list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 16;
        list->items = rl_grow(list->items, list->capacity * sizeof *list->items);
    }
    list->items[list->length++] = string;
    list->items[list->length] = NULL;
}

void rl_list_add(struct rl_list *list, const char *string)
{
    list_push(list, rl_text_copy(string));
}

void rl_list_addf(struct rl_list *list, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    list_push(list, format_va(format, args));
    va_end(args);
}

void rl_list_add_all(struct rl_list *list, const char *const *strings)
{
    for (size_t i = 0; strings && strings[i]; i++)
        rl_list_add(list, strings[i]);
}

void rl_list_free(struct rl_list *list)
{
    for (size_t i = 0; i < list->length; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct rl_list)RL_LIST_INIT;
}
