/* SPDX-License-Identifier: MIT */
/* check_pairs FILE|FOLDER…: every atomic operation names its order, its partner, and what the other thread
 * sees.
 *
 * A tag is a comment that stands before its operation, with no end of a statement between the two:
 *
 *     [M2] acquire: pairs with [M4]. The last owner's writes are visible from here.
 *
 * The order is that of the call; the partner stands in the same module (name.h and name.c of one folder are
 * one, or a file that is named: "[M4] in mutex.c") and names it back; of two partners one releases and the
 * other acquires, or both are relaxed. "relaxed: no partner. Why." is for a relaxed operation by which
 * nothing is handed over.
 *
 * Status 0: nothing found; 1: complaints, as FILE:LINE: MESSAGE; 2: usage, or a file cannot be read. */
#include "pairs.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int complaints;

void pairs_complain(const struct source *source, size_t at, const char *format, ...)
{
    printf("%s:%d: ", source->path, source_line(source, at));
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("\n");
    complaints++;
}

/* ---- which tag belongs to which operation ---- */

/* A tag may stand before "} while (operation)". */
static bool closes_do(const struct source *source, size_t brace)
{
    size_t next = source_next(source, brace + 1);
    return next != (size_t)-1 && source_word(source, next) == 5 &&
           strncmp(source->code + next, "while", 5) == 0;
}

/* Is there the end of a statement between the two, that is not inside parentheses? */
static bool is_cut(const struct source *source, size_t from, size_t to)
{
    int depth = 0;
    for (size_t i = from; i < to; i++) {
        char c = source->code[i];
        depth += c == '(';
        depth -= c == ')';
        if ((c == ';' && depth <= 0) || (c == '}' && !closes_do(source, i)))
            return true;
    }
    return false;
}

static void check_orders(const struct operation *operation, const struct tag *tag)
{
    if (operation->success == tag->success && operation->failure == tag->failure)
        return;
    const char *slash = operation->failure ? "/" : "";
    pairs_complain(tag->source, tag->start, "tag [%s] says %s%s%s, but %s has %s%s%s. Make them agree.",
                   tag->id, pairs_order_name(tag->success), tag->failure ? "/" : "",
                   pairs_order_name(tag->failure), operation->name, pairs_order_name(operation->success),
                   slash, pairs_order_name(operation->failure));
}

static void match(const struct source *source, const struct operations *operations, struct tags *tags,
                  size_t first_tag)
{
    for (size_t i = 0; i < operations->len; i++) {
        const struct operation *operation = &operations->items[i];
        struct tag *found = NULL;
        for (size_t t = first_tag; t < tags->len && tags->items[t].end <= operation->at && !found; t++) {
            if (!tags->items[t].used && !is_cut(source, tags->items[t].end, operation->at))
                found = &tags->items[t];
        }
        if (!found) {
            pairs_complain(
                source, operation->at,
                "%s has no tag. Write before it: /* [X1] %s: pairs with [X2]. What the other thread sees. */",
                operation->name, pairs_order_name(operation->success));
            continue;
        }
        found->used = true;
        check_orders(operation, found);
    }
    for (size_t t = first_tag; t < tags->len; t++) {
        if (!tags->items[t].used)
            pairs_complain(source, tags->items[t].start,
                           "tag [%s] has no operation after it. Move it, or remove it.", tags->items[t].id);
    }
}

/* ---- partners ---- */

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static size_t stem_length(const char *path)
{
    const char *dot = strrchr(path + folder_length(path), '.');
    return dot ? (size_t)(dot - path) : strlen(path);
}

static bool same_module(const char *a, const char *b)
{
    return stem_length(a) == stem_length(b) && strncmp(a, b, stem_length(a)) == 0;
}

/* Does `tag` stand where `partner`, said of a tag in `from`, looks for it? */
static bool stands_in(const struct tag *tag, const struct partner *partner, const char *from)
{
    if (!partner->file[0])
        return same_module(tag->source->path, from);
    const char *path = tag->source->path;
    size_t length = strlen(path);
    size_t wanted = strlen(partner->file);
    return length >= wanted && strcmp(path + length - wanted, partner->file) == 0 &&
           (length == wanted || path[length - wanted - 1] == '/');
}

static const struct tag *find_partner(const struct tags *tags, const struct partner *partner,
                                      const char *from)
{
    for (size_t i = 0; i < tags->len; i++) {
        if (strcmp(tags->items[i].id, partner->id) == 0 && stands_in(&tags->items[i], partner, from))
            return &tags->items[i];
    }
    return NULL;
}

static bool names(const struct tag *tag, const struct tag *other)
{
    for (size_t i = 0; i < tag->partners_len; i++) {
        if (strcmp(tag->partners[i].id, other->id) == 0 &&
            stands_in(other, &tag->partners[i], tag->source->path))
            return true;
    }
    return false;
}

static bool acquires(const struct tag *tag)
{
    return tag->success == ORDER_ACQUIRE || tag->success >= ORDER_ACQ_REL || tag->failure == ORDER_ACQUIRE ||
           tag->failure == ORDER_SEQ_CST;
}

static bool releases(const struct tag *tag)
{
    return tag->success >= ORDER_RELEASE;
}

/* What one hands over the other must be able to take. */
static bool fit(const struct tag *a, const struct tag *b)
{
    if (a->success == ORDER_RELAXED && b->success == ORDER_RELAXED)
        return true;
    return (releases(a) && acquires(b)) || (releases(b) && acquires(a));
}

static void check_partners(const struct tags *tags, const struct tag *tag)
{
    for (size_t i = 0; i < tag->partners_len; i++) {
        const struct partner *partner = &tag->partners[i];
        const struct tag *other = find_partner(tags, partner, tag->source->path);
        if (!other) {
            pairs_complain(tag->source, tag->start,
                           "tag [%s] pairs with [%s], which is not in %s. Tag the partner.", tag->id,
                           partner->id, partner->file[0] ? partner->file : "this module");
        } else if (!names(other, tag)) {
            pairs_complain(tag->source, tag->start,
                           "tag [%s] pairs with [%s] (line %d of %s), which does not name it back.", tag->id,
                           other->id, source_line(other->source, other->start), other->source->path);
        } else if (!fit(tag, other)) {
            pairs_complain(
                tag->source, tag->start,
                "tag [%s] (%s) and [%s] (%s) hand nothing over: one must release and the other acquire.",
                tag->id, pairs_order_name(tag->success), other->id, pairs_order_name(other->success));
        }
    }
}

static void check_unique(const struct tags *tags, size_t at)
{
    const struct tag *tag = &tags->items[at];
    for (size_t i = 0; i < at; i++) {
        if (strcmp(tags->items[i].id, tag->id) == 0 &&
            same_module(tags->items[i].source->path, tag->source->path))
            pairs_complain(tag->source, tag->start,
                           "tag [%s] is already at line %d of %s. Give it another name.", tag->id,
                           source_line(tags->items[i].source, tags->items[i].start),
                           tags->items[i].source->path);
    }
}

/* ---- files ---- */

struct files {
    char **paths;
    size_t len;
};

static _Noreturn void cannot_read(const char *path)
{
    fprintf(stderr, "check_pairs: %s: %s\n", path, strerror(errno));
    exit(2);
}

static void add_file(struct files *files, const char *path)
{
    files->paths = source_grow(files->paths, (files->len + 1) * sizeof *files->paths);
    files->paths[files->len++] = strcpy(source_grow(NULL, strlen(path) + 1), path);
}

static int is_c(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 2 && entry->d_name[length - 2] == '.' && strchr("ch", entry->d_name[length - 1]) != NULL;
}

static void add_path(struct files *files, const char *path)
{
    struct stat about;
    if (stat(path, &about) != 0)
        cannot_read(path);
    if (!S_ISDIR(about.st_mode)) {
        add_file(files, path);
        return;
    }
    struct dirent **entries;
    int count = scandir(path, &entries, is_c, alphasort);
    if (count < 0)
        cannot_read(path);
    for (int i = 0; i < count; i++) {
        char *full = source_grow(NULL, strlen(path) + strlen(entries[i]->d_name) + 2);
        sprintf(full, "%s/%s", path, entries[i]->d_name);
        add_file(files, full);
        free(full);
        free(entries[i]);
    }
    free(entries);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Files of one module lie side by side once sorted. */
static void check_implicit(const struct source *sources, size_t count)
{
    for (size_t first = 0; first < count;) {
        size_t end = first + 1;
        while (end < count && same_module(sources[first].path, sources[end].path))
            end++;
        pairs_find_implicit(&sources[first], end - first);
        first = end;
    }
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: check_pairs FILE|FOLDER...\n");
        return 2;
    }
    static struct files files; /* all is kept to the end, and static so that a leak checker sees it held */
    for (int i = 1; i < argc; i++)
        add_path(&files, argv[i]);
    if (files.len > 0)
        qsort(files.paths, files.len, sizeof *files.paths, by_path);
    static struct source *sources;
    static struct tags tags;
    sources = source_grow(NULL, (files.len + 1) * sizeof *sources);
    for (size_t i = 0; i < files.len; i++) {
        if (!source_read(files.paths[i], &sources[i]))
            cannot_read(files.paths[i]);
        struct operations operations;
        size_t first_tag = tags.len;
        pairs_find_operations(&sources[i], &operations);
        pairs_find_tags(&sources[i], &tags);
        match(&sources[i], &operations, &tags, first_tag);
        free(operations.items);
    }
    check_implicit(sources, files.len);
    for (size_t i = 0; i < tags.len; i++) {
        check_unique(&tags, i);
        check_partners(&tags, &tags.items[i]);
    }
    if (complaints == 0)
        printf("%zu tags in %zu files: every operation has its order and its partner\n", tags.len, files.len);
    return complaints ? 1 : 0;
}
