/* SPDX-License-Identifier: MIT */
/* Readers of what is written, as the real ones read it. */
#include "runner.h"

#include "grader/words.h"

#include <stdlib.h>
#include <string.h>

static char *decoded(const char *text, size_t length, bool property)
{
    static const struct {
        const char *code;
        char byte;
        bool property;
    } codes[] = {{"%0D", '\r', false},
                 {"%0A", '\n', false},
                 {"%3A", ':', true},
                 {"%2C", ',', true},
                 {"%25", '%', false}};
    char *out = rl_alloc(length + 1), *to = out;
    for (size_t at = 0; at < length;) {
        size_t i = 0;
        while (i < 5 && (strncmp(text + at, codes[i].code, 3) != 0 || (codes[i].property && !property)))
            i++;
        *to++ = i < 5 ? codes[i].byte : text[at];
        at += i < 5 ? 3 : 1;
    }
    return out;
}

static void take_property(struct command *command, const char *text, size_t length)
{
    const char *equals = memchr(text, '=', length);
    if (!equals)
        return;
    const struct {
        const char *name;
        char **value;
    } known[] = {{"file", &command->file}, {"line", &command->line}, {"title", &command->title}};
    for (size_t i = 0; i < 3; i++)
        if (strlen(known[i].name) == (size_t)(equals - text) &&
            strncmp(text, known[i].name, strlen(known[i].name)) == 0) {
            free(*known[i].value);
            *known[i].value = decoded(equals + 1, length - (size_t)(equals + 1 - text), true);
        }
}

/* Blanks of any alphabet before it do not matter to the runner. */
static size_t blanks(const char *line, size_t length)
{
    size_t at = 0;
    for (;;) {
        if (at < length && strchr(" \t\v\f\r", line[at]))
            at++;
        else if (at + 1 < length && line[at] == '\xc2' && (line[at + 1] == '\xa0' || line[at + 1] == '\x85'))
            at += 2;
        else if (at + 2 < length && line[at] == '\xe3' && line[at + 1] == '\x80' && line[at + 2] == '\x80')
            at += 3;
        else
            return at;
    }
}

static bool parse_second_form(const char *line, size_t length, struct command *command)
{
    size_t at = blanks(line, length);
    if (length - at < 4 || strncmp(line + at, "::", 2) != 0)
        return false;
    const char *begin = line + at + 2, *end = memmem(begin, length - at - 2, "::", 2);
    if (!end)
        return false;
    const char *space = memchr(begin, ' ', (size_t)(end - begin));
    command->name = rl_text_format("%.*s", (int)((space ? space : end) - begin), begin);
    while (space && space < end) {
        const char *comma = memchr(space + 1, ',', (size_t)(end - space - 1));
        take_property(command, space + 1, (size_t)((comma ? comma : end) - space - 1));
        space = comma;
    }
    command->message = decoded(end + 2, length - (size_t)(end + 2 - line), false);
    return true;
}

static bool parse_first_form(const char *line, size_t length, struct command *command)
{
    const char *begin = memmem(line, length, "##[", 3);
    const char *end = begin ? memchr(begin, ']', length - (size_t)(begin - line)) : NULL;
    if (!end)
        return false;
    command->name = rl_text_format("##[%.*s]", (int)(end - begin - 3), begin + 3);
    command->message = rl_text_format("%.*s", (int)(length - (size_t)(end + 1 - line)), end + 1);
    return true;
}

struct command *runner_commands(const char *text, size_t *count)
{
    struct command *commands = NULL;
    *count = 0;
    while (*text) {
        size_t length = strcspn(text, "\r\n");
        struct command command = {0};
        if (parse_second_form(text, length, &command) || parse_first_form(text, length, &command)) {
            commands = rl_grow(commands, (*count + 1) * sizeof *commands);
            commands[(*count)++] = command;
        }
        text += length;
        text += *text != '\0';
    }
    return commands;
}

void runner_free(struct command *commands, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(commands[i].name);
        free(commands[i].file);
        free(commands[i].line);
        free(commands[i].title);
        free(commands[i].message);
    }
    free(commands);
}

/* One cell; the answer is where it ends, or NULL. */
static const char *take_cell(const char *at, char **cell)
{
    struct rl_text text = RL_TEXT_INIT;
    bool quoted = *at == '"';
    at += quoted;
    while (quoted ? *at && (*at != '"' || at[1] == '"') : *at && !strchr(",\r\n\"", *at)) {
        rl_text_add_bytes(&text, at, 1);
        at += *at == '"' ? 2 : 1;
    }
    *cell = rl_text_take(&text);
    if (quoted && *at++ != '"')
        return NULL;
    return *at == ',' || strncmp(at, "\r\n", 2) == 0 ? at : NULL;
}

char **csv_cells(const char *text, size_t *rows, size_t *columns)
{
    char **cells = NULL;
    size_t count = 0, in_row = 0;
    *rows = *columns = 0;
    while (text && *text) {
        char *cell;
        text = take_cell(text, &cell);
        cells = rl_grow(cells, (count + 1) * sizeof *cells);
        cells[count++] = cell;
        in_row++;
        if (text && *text == '\r') {
            if (*rows > 0 && in_row != *columns)
                text = NULL;
            *columns = in_row;
            in_row = 0;
            ++*rows;
            text = text ? text + 2 : NULL;
        } else if (text) {
            text++;
        }
    }
    if (text && in_row == 0)
        return cells;
    for (size_t i = 0; i < count; i++)
        free(cells[i]);
    free(cells);
    return NULL;
}
