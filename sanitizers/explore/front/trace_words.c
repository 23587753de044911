/* SPDX-License-Identifier: MIT */
/* What one step of a trace does, in words. */
#include <stdlib.h>
#include <string.h>

#include "sanitizers/text.h"
#include "trace.h"

/* %s is the object. Where the object of an operation is a thread, its name is said instead. */
static const struct {
    const char *operation;
    const char *words;
} verbs[] = {
    {"thread_start", "starts"},
    {"thread_end", "ends"},
    {"thread_create", "creates %s"},
    {"thread_join", "joins %s, which has ended"},
    {"thread_detach", "detaches %s"},
    {"exit", "ends the program"},
    {"yield", "lets others run"},
    {"sleep", "sleeps (orders nothing)"},
    {"read", "reads %s"},
    {"write", "writes %s"},
    {"mutex_init", "initialises %s"},
    {"mutex_destroy", "destroys %s"},
    {"mutex_lock", "locks %s"},
    {"mutex_trylock", "tries to lock %s"},
    {"mutex_timedlock", "locks %s (with a timeout)"},
    {"mutex_unlock", "unlocks %s"},
    {"cond_init", "initialises %s"},
    {"cond_destroy", "destroys %s"},
    {"cond_wait", "unlocks the mutex, waits on %s"},
    {"cond_wait (waiting)", "wakes up"},
    {"cond_wait (taking the mutex again)", "locks %s again, wait is over"},
    {"cond_signal", "signals %s"},
    {"cond_broadcast", "broadcasts %s"},
    {"sem_init", "initialises %s"},
    {"sem_destroy", "destroys %s"},
    {"sem_wait", "takes one of %s"},
    {"sem_trywait", "tries to take one of %s"},
    {"sem_timedwait", "takes one of %s (with a timeout)"},
    {"sem_post", "adds one to %s"},
    {"sem_getvalue", "looks at %s"},
};

static const char *string_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* Small numbers as they are; what looks like an address, or like bytes of a text, as nothing a reader can
 * use. */
static char *value_words(const json_t *value)
{
    long long number = json_integer_value(value);
    if (number > 0xffffffffLL && number < 0x800000000000LL)
        return rl_text_copy("a pointer");
    return rl_text_format("%lld", number);
}

static char *atomic_words(const json_t *step, const char *operation, const char *object)
{
    char *was = value_words(json_object_get(step, "value_read"));
    char *is = value_words(json_object_get(step, "value_written"));
    const char *order = string_of(step, "order");
    bool weak = *order && strcmp(order, "seq_cst") != 0;
    bool failed = strcmp(string_of(step, "result"), "failed") == 0 || !json_object_get(step, "value_written");
    struct rl_text text = RL_TEXT_INIT;
    if (strcmp(operation, "atomic_load") == 0)
        rl_text_addf(&text, "reads %s from %s", was, object);
    else if (strcmp(operation, "atomic_store") == 0)
        rl_text_addf(&text, "stores %s in %s", is, object);
    else if (failed)
        rl_text_addf(&text, "finds %s in %s, changes nothing", was, object);
    else
        rl_text_addf(&text, "changes %s from %s to %s", object, was, is);
    if (weak)
        rl_text_addf(&text, " (%s)", order);
    free(is);
    free(was);
    return rl_text_take(&text);
}

static char *value_and_object(const char *words, const json_t *value, const char *object)
{
    char *number = value_words(value);
    struct rl_text text = RL_TEXT_INIT;
    const char *first = strstr(words, "%s");
    const char *second = strstr(first + 2, "%s");
    rl_text_addf(&text, "%.*s%s%.*s%s", (int)(first - words), words, number, (int)(second - first - 2),
                 first + 2, object);
    free(number);
    return rl_text_take(&text);
}

char *rl_trace_words(const json_t *step)
{
    const char *operation = string_of(step, "operation");
    const char *object = string_of(json_object_get(step, "object"), "name");
    if (!*object)
        object = strncmp(operation, "thread_", 7) == 0 ? "a thread" : "memory";
    if (strncmp(operation, "atomic_", 7) == 0)
        return atomic_words(step, operation, object);
    if (json_object_get(step, "value_read") && strcmp(operation, "read") == 0)
        return value_and_object("reads %s from %s", json_object_get(step, "value_read"), object);
    if (json_object_get(step, "value_written") && strcmp(operation, "write") == 0)
        return value_and_object("writes %s to %s", json_object_get(step, "value_written"), object);
    struct rl_text text = RL_TEXT_INIT;
    const char *words = NULL;
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(verbs[i].operation, operation) == 0)
            words = verbs[i].words;
    }
    const char *mark = words ? strstr(words, "%s") : NULL;
    if (mark)
        rl_text_addf(&text, "%.*s%s%s", (int)(mark - words), words, object, mark + 2);
    else if (words)
        rl_text_add(&text, words);
    else
        rl_text_addf(&text, "%s %s", operation, object);
    const char *result = string_of(step, "result");
    if (*result)
        rl_text_addf(&text, " [%s]", result);
    return rl_text_take(&text);
}

/* "held by thread 1 (seller)" of the thread that acts itself is just "held". */
static const char *shorten(const json_t *step, const char *state)
{
    static const char held[] = "held by ";
    if (strncmp(state, held, sizeof held - 1) != 0)
        return state;
    const char *self = string_of(json_object_get(step, "thread"), "name");
    return strcmp(state + sizeof held - 1, self) == 0 ? "held" : state;
}

char *rl_trace_change(const json_t *step, const struct rl_explore_style *style)
{
    const char *before = shorten(step, string_of(step, "before"));
    const char *after = shorten(step, string_of(step, "after"));
    const char *type = string_of(json_object_get(step, "object"), "kind");
    if (!*before || !*after || strcmp(before, after) == 0 || strcmp(type, "thread") == 0)
        return NULL;
    const char *arrow = style->unicode ? "→" : "->";
    if (strncmp(before, "value ", 6) == 0 && strncmp(after, "value ", 6) == 0)
        return rl_text_format("%s %s %s", before + 6, arrow, after + 6);
    const char *waiting = strstr(before, " waiting");
    if (waiting && strstr(after, " waiting"))
        return rl_text_format("%.*s %s %s", (int)(waiting - before), before, arrow, after);
    return rl_text_format("%s %s %s", before, arrow, after);
}
