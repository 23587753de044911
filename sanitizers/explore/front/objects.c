/* SPDX-License-Identifier: MIT */
/* Names of memory and of primitives, as a reader of the program knows them. */
#include "explorer.h"

#include <stdlib.h>
#include <string.h>

#include "symbols.h"

const char *rl_explorer_thread(const struct rl_explorer *explorer, long id)
{
    if (id == 0)
        return "main";
    if (id > 0 && id < RL_EXPLORER_THREADS && explorer->threads[id])
        return explorer->threads[id];
    return "a thread";
}

/* "cache.c:31" of a code address given as a string; NULL: not known. */
static char *place_of(const struct rl_explorer *explorer, const json_t *address)
{
    json_t *list = json_pack("[O]", address);
    struct rl_place place;
    char *words = NULL;
    if (list && rl_names_first_place(&explorer->names, list, &place)) {
        words = rl_text_format("%s:%d", place.file, place.line);
        rl_place_free(&place);
    }
    json_decref(list);
    return words;
}

static char *heap_words(const struct rl_explorer *explorer, const json_t *object, bool brief)
{
    char *place = place_of(explorer, json_object_get(object, "alloc_pc"));
    long size = rl_json_number(object, "size");
    long offset = rl_json_number(object, "offset");
    struct rl_text text = RL_TEXT_INIT;
    if (brief) {
        rl_text_add(&text, "heap block");
        if (place)
            rl_text_addf(&text, " (%s)", place);
        if (offset)
            rl_text_addf(&text, "+%ld", offset);
    } else {
        if (offset)
            rl_text_addf(&text, "byte %ld of the ", offset);
        rl_text_addf(&text, "heap block of %ld byte%s", size, size == 1 ? "" : "s");
        if (place)
            rl_text_addf(&text, " allocated at %s", place);
        const json_t *by = json_object_get(object, "alloc_thread");
        if (by)
            rl_text_addf(&text, " by %s", rl_explorer_thread(explorer, json_integer_value(by)));
    }
    free(place);
    return rl_text_take(&text);
}

static char *global_name(const struct rl_explorer *explorer, const json_t *object, unsigned long *size)
{
    return rl_names_global(&explorer->names, rl_json_text(object, "addr"), size);
}

/* What the runtime calls a kind of primitive, as a reader calls it. */
static const char *type_words(const json_t *object)
{
    static const char *const names[][2] = {{"sem", "semaphore"},
                                           {"cond", "condition variable"},
                                           {"rwlock", "read-write lock"},
                                           {"spin", "spin lock"}};
    const char *type = rl_json_text(object, "type");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i][0], type) == 0)
            return names[i][1];
    }
    return type;
}

char *rl_explorer_short_object(const struct rl_explorer *explorer, const json_t *object)
{
    const char *kind = rl_json_text(object, "kind");
    const char *type = type_words(object);
    long thread = rl_json_number(object, "thread");
    if (strcmp(kind, "thread") == 0)
        return rl_text_copy(rl_explorer_thread(explorer, thread));
    if (strcmp(kind, "global") == 0) {
        char *name = global_name(explorer, object, NULL);
        return name ? name : rl_text_copy(*type ? type : "memory");
    }
    if (strcmp(kind, "heap") == 0)
        return heap_words(explorer, object, true);
    if (strcmp(kind, "stack") == 0)
        return rl_text_format("local %s of %s", *type ? type : "variable",
                              rl_explorer_thread(explorer, thread));
    if (strcmp(kind, "tls") == 0)
        return rl_text_format("thread-local of %s", rl_explorer_thread(explorer, thread));
    return strcmp(kind, "null") == 0 ? rl_text_copy("NULL") : NULL;
}

/* A primitive by its type ("mutex 'log_lock'"), plain memory by where it lies. */
char *rl_explorer_object(const struct rl_explorer *explorer, const json_t *object)
{
    const char *kind = rl_json_text(object, "kind");
    const char *type = type_words(object);
    long thread = rl_json_number(object, "thread");
    if (strcmp(kind, "global") == 0) {
        unsigned long size = 0;
        char *name = global_name(explorer, object, &size);
        char *words = NULL;
        if (!name)
            words = rl_text_copy("memory that is no variable of the program");
        else if (*type)
            words = rl_text_format("%s '%s'", type, name);
        else if (size)
            words = rl_text_format("global '%s' (%lu byte%s)", name, size, size == 1 ? "" : "s");
        else
            words = rl_text_format("global '%s'", name);
        free(name);
        return words;
    }
    if (strcmp(kind, "heap") == 0 && !*type)
        return heap_words(explorer, object, false);
    if (strcmp(kind, "heap") == 0) {
        char *block = heap_words(explorer, object, false);
        char *words = rl_text_format("%s in the %s", type, block);
        free(block);
        return words;
    }
    if (strcmp(kind, "stack") == 0)
        return rl_text_format("a local %s of %s", *type ? type : "variable",
                              rl_explorer_thread(explorer, thread));
    if (strcmp(kind, "tls") == 0)
        return rl_text_format("a thread-local variable of %s", rl_explorer_thread(explorer, thread));
    return strcmp(kind, "null") == 0 ? rl_text_copy("the null pointer")
                                     : rl_explorer_short_object(explorer, object);
}
