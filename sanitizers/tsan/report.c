/* SPDX-License-Identifier: MIT */
/* Turns ThreadSanitizer's reports into findings with both sides, the object, and a paragraph in plain words.
 */
#include "tsan.h"

#include <stdlib.h>
#include <string.h>

/* What a report's type means here. */
static const struct {
    const char *type;
    enum rl_hazard hazard;
    const char *detail;
    const char
        *words; /* the paragraph after the sentence that names the place; NULL: made in its own function */
} types[] = {
    {"data-race", RL_HAZARD_DATA_RACE, NULL, NULL},
    {"data-race-vptr", RL_HAZARD_DATA_RACE, "virtual-table", NULL},
    {"external-race", RL_HAZARD_DATA_RACE, "library-object", NULL},
    {"heap-use-after-free", RL_HAZARD_USE_AFTER_FREE, NULL, NULL},
    {"heap-use-after-free-vptr", RL_HAZARD_USE_AFTER_FREE, NULL, NULL},
    {"lock-order-inversion", RL_HAZARD_LOCK_ORDER, NULL, NULL},
    {"locked-mutex-destroy", RL_HAZARD_MISUSE, "destroy-of-locked-mutex",
     "A mutex is destroyed while it is locked. Whoever holds it, or waits for it, goes on with memory that "
     "is no mutex "
     "any more. Destroy a mutex only when every thread that uses it has been joined."},
    {"mutex-double-lock", RL_HAZARD_MISUSE, "double-lock",
     "A thread locks a mutex that it holds already. An ordinary mutex makes it wait for itself, for ever."},
    {"mutex-invalid-access", RL_HAZARD_MISUSE, "use-of-invalid-mutex",
     "Something that is no mutex, not yet or not any more, is used as one. Initialise it before the threads "
     "start, and "
     "destroy it after they have been joined."},
    {"mutex-bad-unlock", RL_HAZARD_MISUSE, "unlock-by-non-owner",
     "A thread unlocks a mutex that it does not hold. Either it was unlocked before, or another thread holds "
     "it, which "
     "then goes on without the protection that it counts on. Only the thread that locked a mutex may unlock "
     "it; a "
     "semaphore is what one thread can take and another give."},
    {"mutex-bad-read-lock", RL_HAZARD_MISUSE, "read-lock-while-writing",
     "A thread takes a lock for reading that it holds for writing."},
    {"mutex-bad-read-unlock", RL_HAZARD_MISUSE, "unlock-by-non-owner",
     "A thread gives back a lock for reading that it does not hold for reading."},
    {"signal-unsafe-call", RL_HAZARD_MISUSE, "signal-unsafe-call",
     "A signal handler calls a function that may not be called there: the signal may have interrupted that "
     "very "
     "function, in the middle of its work. In a handler, only set a flag or write to a pipe."},
    {"errno-in-signal-handler", RL_HAZARD_MISUSE, "errno-in-handler",
     "A signal handler changes errno, and the code that it interrupted may be about to read it. Save errno "
     "at the "
     "handler's begin and restore it at its end."},
    {"mutex-held-wrong-context", RL_HAZARD_MISUSE, "lock-held-in-wrong-place",
     "A lock is held where it must not be."},
};

/* --------------------------------------------------------------------------------------- names of its parts
 */

static const json_t *item_of_thread(const json_t *report, long thread)
{
    size_t index;
    json_t *item;
    json_array_foreach(json_object_get(report, "threads"), index, item)
    {
        if (rl_json_number(item, "thread") == thread)
            return item;
    }
    return NULL;
}

/* A thread is known by where it was started: numbers differ from run to run between threads of the same kind.
 */
static char *thread_words(const struct rl_program *program, const json_t *report, long thread)
{
    if (thread == 0)
        return rl_text_copy("main");
    const json_t *item = item_of_thread(report, thread);
    struct rl_place place;
    if (!item || !rl_names_first_place(&program->names, json_object_get(item, "stack"), &place))
        return rl_text_copy("a thread");
    const char *name = rl_json_text(item, "name");
    char *words = *name ? rl_text_format("thread %s, started at %s:%d", name, place.file, place.line)
                        : rl_text_format("a thread started at %s:%d", place.file, place.line);
    rl_place_free(&place);
    return words;
}

static char *mutex_words(const struct rl_program *program, const json_t *mutex)
{
    char *global = rl_names_global(&program->names, rl_json_text(mutex, "address"), NULL);
    if (global)
        return global;
    struct rl_place place;
    if (!rl_names_first_place(&program->names, json_object_get(mutex, "stack"), &place))
        return rl_text_copy("a mutex");
    char *words = rl_text_format("the mutex made at %s:%d", place.file, place.line);
    rl_place_free(&place);
    return words;
}

/* What the memory is that both sides use. */
static char *object_words(const struct rl_program *program, const json_t *report)
{
    const json_t *access = json_array_get(json_object_get(report, "accesses"), 0);
    unsigned long size = 0;
    char *global = access ? rl_names_global(&program->names, rl_json_text(access, "address"), &size) : NULL;
    if (global) {
        char *words = rl_text_format("global '%s' (%lu byte%s)", global, size, size == 1 ? "" : "s");
        free(global);
        return words;
    }
    const json_t *location = json_array_get(json_object_get(report, "locations"), 0);
    const char *type = rl_json_text(location, "type");
    struct rl_place place;
    bool placed = rl_names_first_place(&program->names, json_object_get(location, "stack"), &place);
    char *words = NULL;
    if (strcmp(type, "heap") == 0)
        words = placed ? rl_text_format("heap block of %ld bytes allocated at %s:%d",
                                        rl_json_number(location, "size"), place.file, place.line)
                       : rl_text_copy("a heap block");
    else if (strcmp(type, "stack") == 0)
        words = rl_json_number(location, "thread") == 0
                    ? rl_text_copy("a local variable of main's stack")
                    : rl_text_copy("a local variable of a thread's stack");
    else if (strcmp(type, "tls") == 0)
        words = rl_text_copy("a thread-local variable");
    else if (strcmp(type, "fd") == 0)
        words = rl_text_copy("a file descriptor");
    if (placed)
        rl_place_free(&place);
    return words;
}

/* ---------------------------------------------------------------------------------- races, and use after
 * free */

static const char *verb_of(const json_t *access)
{
    bool write = rl_json_number(access, "write"), atomic = rl_json_number(access, "atomic");
    return atomic ? (write ? "atomic write" : "atomic read") : (write ? "write" : "read");
}

static void add_access(struct rl_program *program, const json_t *report, const json_t *access,
                       struct rl_finding *finding)
{
    struct rl_side *side = rl_finding_add_side(finding);
    long size = rl_json_number(access, "size");
    side->what = rl_text_format("%s of %ld byte%s", verb_of(access), size, size == 1 ? "" : "s");
    side->thread = thread_words(program, report, rl_json_number(access, "thread"));
    rl_side_set_stack(side, &program->names, json_object_get(access, "stack"));
}

/* Two threads of one kind must not read as if they were one. */
static const char *another(const struct rl_side *first, const struct rl_side *second)
{
    if (strcmp(first->thread, second->thread) != 0)
        return second->thread;
    return strncmp(second->thread, "a thread", 8) == 0 ? "another thread of the same kind" : second->thread;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A sentence on the locks that are held at either side; "" if there are none. */
static char *lock_words(const struct rl_program *program, const json_t *report)
{
    struct rl_list names = RL_LIST_INIT;
    size_t index;
    json_t *mutex;
    json_array_foreach(json_object_get(report, "mutexes"), index, mutex)
    {
        char *name = mutex_words(program, mutex);
        rl_list_add(&names, name);
        free(name);
    }
    struct rl_text words = RL_TEXT_INIT;
    if (names.length) {
        qsort(names.items, names.length, sizeof *names.items, compare_names);
        rl_text_addf(&words, " The lock%s held there (", names.length > 1 ? "s" : "");
        for (size_t i = 0; i < names.length; i++)
            rl_text_addf(&words, "%s%s", i ? ", " : "", names.items[i]);
        rl_text_addf(
            &words,
            ") do%s not keep the two apart: both sides must hold the same one, and who writes must hold it "
            "for writing.",
            names.length > 1 ? "" : "es");
    }
    rl_list_free(&names);
    return rl_text_take(&words);
}

static char *race_words(const struct rl_program *program, const json_t *report,
                        const struct rl_finding *finding)
{
    if (finding->sides_len < 2)
        return rl_text_copy("Two threads use the same memory and nothing orders the two accesses.");
    const struct rl_side *first = &finding->sides[0], *second = &finding->sides[1];
    char *here = rl_place_words(&first->place), *there = rl_place_words(&second->place);
    char *locks = lock_words(program, report);
    bool atomic = strncmp(first->what, "atomic", 6) == 0 || strncmp(second->what, "atomic", 6) == 0;
    char *words = rl_text_format(
        "Two threads use %s, and nothing orders the two: %s does a %s at %s, and %s does a %s at %s.%s%s One "
        "can come in "
        "the middle of the other: a change gets lost, or a value is seen that is old or half made.%s",
        finding->object ? finding->object : "the same memory", first->thread, first->what, here,
        another(first, second), second->what, there, locks,
        *locks ? ""
               : " Nothing makes one wait for the other: no lock that both take, no semaphore, no join, no "
                 "atomic "
                 "operation.",
        atomic ? " That one of the two is atomic does not help while the other is not." : "");
    free(here);
    free(there);
    free(locks);
    return words;
}

static char *use_after_free_words(const struct rl_finding *finding)
{
    if (finding->sides_len < 2)
        return rl_text_copy("Memory is used after it was freed.");
    char *here = rl_place_words(&finding->sides[0].place), *there = rl_place_words(&finding->sides[1].place);
    char *words = rl_text_format("%s uses %s at %s, after %s freed it at %s. Whoever frees memory must know "
                                 "that no other thread can still reach "
                                 "it: take it out of reach first, then wait for those who may be using it.",
                                 finding->sides[0].thread, finding->object ? finding->object : "a heap block",
                                 here, finding->sides[1].thread, there);
    words[0] = (char)(words[0] >= 'a' && words[0] <= 'z' ? words[0] - 'a' + 'A' : words[0]);
    free(here);
    free(there);
    return words;
}

static void add_accesses(struct rl_program *program, const json_t *report, struct rl_finding *finding)
{
    size_t index;
    json_t *access;
    json_array_foreach(json_object_get(report, "accesses"), index, access)
    {
        add_access(program, report, access, finding);
    }
    finding->object = object_words(program, report);
    if (finding->hazard == RL_HAZARD_DATA_RACE) {
        rl_finding_sort_sides(finding);
        finding->words = race_words(program, report, finding);
        return;
    }
    if (finding->sides_len > 1) {
        free(finding->sides[1].what);
        finding->sides[1].what = rl_text_copy("frees it");
    }
    finding->words = use_after_free_words(finding);
}

/* --------------------------------------------------------------------------------------------------- lock
 * order */

/* The stacks come in pairs: where mutex i+1 was taken, and where mutex i, held then, had been. */
static void add_lock_side(struct rl_program *program, const json_t *report, size_t index, size_t count,
                          struct rl_finding *finding)
{
    const json_t *mutexes = json_object_get(report, "mutexes"), *stacks = json_object_get(report, "stacks");
    bool pairs = json_array_size(stacks) >= 2 * count;
    char *held = mutex_words(program, json_array_get(mutexes, index));
    char *taken = mutex_words(program, json_array_get(mutexes, (index + 1) % count));
    struct rl_side *side = rl_finding_add_side(finding);
    side->what = rl_text_format("locks %s while it holds %s", taken, held);
    side->thread = rl_text_copy("a thread");
    side->held = held;
    rl_side_set_stack(side, &program->names, json_array_get(stacks, pairs ? 2 * index : index));
    free(taken);
}

static void add_lock_order(struct rl_program *program, const json_t *report, struct rl_finding *finding)
{
    size_t count = json_array_size(json_object_get(report, "mutexes"));
    for (size_t i = 0; i < count; i++)
        add_lock_side(program, report, i, count, finding);
    rl_finding_sort_sides(finding);
    struct rl_text words = RL_TEXT_INIT;
    rl_text_add(&words, "Locks are taken in an order that goes round in a circle:");
    for (size_t i = 0; i < finding->sides_len; i++) {
        char *place = rl_place_words(&finding->sides[i].place);
        rl_text_addf(&words, "%s at %s a thread %s", i ? ", and" : "", place, finding->sides[i].what);
        free(place);
    }
    rl_text_add(
        &words,
        ". If two threads do this at the same time, each holds what the other waits for, and neither "
        "goes on. This run was lucky. Take the locks in one order everywhere. (If an outer lock keeps "
        "the two apart, ThreadSanitizer does not see that, and the report is false.)");
    finding->words = rl_text_take(&words);
}

/* --------------------------------------------------------------------------------------------- everything
 * else */

static void add_misuse(struct rl_program *program, const json_t *report, const char *paragraph,
                       struct rl_finding *finding)
{
    const json_t *mutex = json_array_get(json_object_get(report, "mutexes"), 0);
    const json_t *stack = json_array_get(json_object_get(report, "stacks"), 0);
    const json_t *thread = json_array_get(json_object_get(report, "threads"), 0);
    struct rl_side *side = rl_finding_add_side(finding);
    side->what = rl_text_copy("does it");
    side->thread = thread_words(program, report, thread ? rl_json_number(thread, "thread") : -1);
    rl_side_set_stack(side, &program->names, stack);
    if (mutex) {
        char *name = mutex_words(program, mutex);
        finding->object = rl_text_copy(name);
        free(name);
    }
    char *place = rl_place_words(&side->place);
    finding->words = finding->object ? rl_text_format("At %s, with %s: %s", place, finding->object, paragraph)
                                     : rl_text_format("At %s: %s", place, paragraph);
    free(place);
}

void rl_tsan_take_report(struct rl_program *program, const json_t *report)
{
    const char *type = rl_json_text(report, "type");
    size_t known = sizeof types / sizeof *types, i = 0;
    while (i < known && strcmp(types[i].type, type) != 0)
        i++;
    struct rl_finding *finding = i < known ? rl_finding_add(program->out, types[i].hazard, types[i].detail)
                                           : rl_finding_add(program->out, RL_HAZARD_MISUSE, type);
    if (finding->hazard == RL_HAZARD_DATA_RACE || finding->hazard == RL_HAZARD_USE_AFTER_FREE)
        add_accesses(program, report, finding);
    else if (finding->hazard == RL_HAZARD_LOCK_ORDER)
        add_lock_order(program, report, finding);
    else
        add_misuse(program, report,
                   i < known ? types[i].words
                             : "ThreadSanitizer reports something that racelab has no "
                               "words for; its name is in the detail.",
                   finding);
}
