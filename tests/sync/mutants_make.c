/* SPDX-License-Identifier: MIT */
/* Makes the mutants from the sources' text. */
#include "mutants.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn static void give_up(const char *what, const char *which)
{
    fprintf(stderr, "mutants: %s: %s\n", what, which);
    exit(2);
}

char *read_whole(const char *folder, const char *name, const char *extension)
{
    char path[4096];
    snprintf(path, sizeof path, "%s%s%s%s", folder, name[0] ? "/" : "", name, extension);
    FILE *file = fopen(path, "r");
    if (!file)
        give_up("cannot be read", path);
    size_t size = 0;
    char *text = NULL;
    size_t got;
    do {
        text = realloc(text, size + 4097);
        if (!text)
            give_up("no memory for", path);
        got = fread(text + size, 1, 4096, file);
        size += got;
    } while (got > 0);
    fclose(file);
    text[size] = '\0';
    return text;
}

/* `source` with `len` bytes at `at` replaced. */
static void add(struct mutants *all, const char *primitive, const char *name, const char *source, size_t at,
                size_t len, const char *with)
{
    all->items = realloc(all->items, (all->len + 1) * sizeof *all->items);
    char *text = malloc(strlen(source) + strlen(with) + 1);
    if (!all->items || !text)
        give_up("no memory for", name);
    memcpy(text, source, at);
    strcpy(text + at, with);
    strcat(text, source + at + len);
    struct mutant *mutant = &all->items[all->len++];
    snprintf(mutant->primitive, sizeof mutant->primitive, "%s", primitive);
    snprintf(mutant->name, sizeof mutant->name, "%s", name);
    mutant->text = text;
}

/* The identifier of the tag that stands last before `at`. */
static void tag_before(const char *source, size_t at, char tag[16])
{
    strcpy(tag, "?");
    for (size_t i = at; i > 3; i--) {
        if (strncmp(source + i - 3, "/* [", 4) == 0) {
            size_t length = strcspn(source + i + 1, "]");
            snprintf(tag, 16, "%.*s", length < 15 ? (int)length : 15, source + i + 1);
            return;
        }
    }
}

static bool word_before(const char *source, size_t at, const char *word)
{
    size_t start = at;
    while (start > 0 && source[start] != ';' && source[start] != '{' && source[start] != '}')
        start--;
    const char *found = strstr(source + start, word);
    return found && found < source + at;
}

/* Weaker orders that the operation may have. */
static size_t weaker(const char *order, bool loads, bool stores, const char *out[3])
{
    size_t count = 0;
    if (strcmp(order, "seq_cst") == 0 || strcmp(order, "acq_rel") == 0) {
        if (strcmp(order, "seq_cst") == 0 && !loads && !stores)
            out[count++] = "acq_rel";
        else if (strcmp(order, "seq_cst") == 0)
            out[count++] = loads ? "acquire" : "release";
        if (strcmp(order, "acq_rel") == 0) {
            out[count++] = "acquire";
            out[count++] = "release";
        }
    }
    if (strcmp(order, "relaxed") != 0)
        out[count++] = "relaxed";
    return count;
}

static void add_order(struct mutants *all, const char *primitive, const char *source, size_t at)
{
    char order[16];
    size_t length = 0;
    while (islower((unsigned char)source[at + length]) || source[at + length] == '_')
        length++;
    snprintf(order, sizeof order, "%.*s", length < 15 ? (int)length : 15, source + at);
    const char *with[3];
    bool loads = word_before(source, at, "atomic_load_explicit");
    bool stores = word_before(source, at, "atomic_store_explicit");
    size_t count = weaker(order, loads, stores, with);
    for (size_t i = 0; i < count; i++) {
        char tag[16];
        char name[64];
        tag_before(source, at, tag);
        snprintf(name, sizeof name, "%s %s->%s", tag, order, with[i]);
        add(all, primitive, name, source, at, length, with[i]);
    }
}

void add_weakened_orders(struct mutants *all, const char *primitive, const char *source)
{
    static const char order[] = "memory_order_";
    static const char fence[] = "rl_fence_full(";
    for (size_t i = 0; source[i]; i++) {
        if (source[i] == '/' && source[i + 1] == '*') {
            i = (size_t)(strstr(source + i, "*/") - source) + 1;
        } else if (strncmp(source + i, order, sizeof order - 1) == 0) {
            add_order(all, primitive, source, i + sizeof order - 1);
            i += sizeof order - 1;
        } else if (strncmp(source + i, fence, sizeof fence - 1) == 0) {
            char tag[16];
            char name[64];
            tag_before(source, i, tag);
            snprintf(name, sizeof name, "%s fence->none", tag);
            add(all, primitive, name, source, i, sizeof fence - 1, "(void)(");
        }
    }
}

/* The next line of *text, without its newline; false: there is none. */
static bool next_line(const char **text, char *line, size_t size)
{
    if (!**text)
        return false;
    size_t length = strcspn(*text, "\n");
    snprintf(line, size, "%.*s", (int)length, *text);
    *text += length + ((*text)[length] == '\n');
    return true;
}

/* A text that begins with `mark` and a space, and goes on in lines that begin with a space. */
static void next_text(const char **list, char mark, char *text, size_t size)
{
    char line[256];
    if (!next_line(list, text, size) || text[0] != mark || (text[1] && text[1] != ' '))
        give_up("after a step's name come lines with - and +, not", text);
    memmove(text, text + (text[1] ? 2 : 1), strlen(text) - (text[1] ? 1 : 0));
    while (**list == ' ' && next_line(list, line, sizeof line)) {
        size_t used = strlen(text);
        snprintf(text + used, size - used, "\n%s", line);
    }
}

void add_left_out_steps(struct mutants *all, const char *primitive, const char *source, const char *list)
{
    char line[256];
    char from[512];
    char to[512];
    size_t name = strlen(primitive);
    while (next_line(&list, line, sizeof line)) {
        if (strncmp(line, primitive, name) != 0 || line[name] != ' ')
            continue;
        next_text(&list, '-', from, sizeof from);
        next_text(&list, '+', to, sizeof to);
        const char *at = strstr(source, from);
        if (!at || strstr(at + 1, from))
            give_up("its text must stand in the source exactly once", line);
        add(all, primitive, line + name + 1, source, (size_t)(at - source), strlen(from), to);
    }
}

const char *reason_to_survive(const char *list, const struct mutant *mutant, char *reason, size_t size)
{
    char line[512];
    char key[160];
    int length = snprintf(key, sizeof key, "%s %s: ", mutant->primitive, mutant->name);
    while (next_line(&list, line, sizeof line)) {
        if (strncmp(line, key, (size_t)length) == 0) {
            snprintf(reason, size, "%s", line + length);
            return reason;
        }
    }
    return NULL;
}
