/* SPDX-License-Identifier: MIT */
/* The paragraph of a finding: who did what where, and why that is a hazard. One writer a hazard. */
#include <stdlib.h>
#include <string.h>

#include "explorer.h"

struct story {
    const struct rl_finding *finding;
    const char *object; /* "stock"; "the memory" where it has no name */
    const char *note;   /* what the runtime adds; or NULL */
    struct rl_text text;
};

static const struct rl_side *side(const struct story *story, size_t index)
{
    static const struct rl_side none = {.what = "did something", .thread = "a thread"};
    return index < story->finding->sides_len ? &story->finding->sides[index] : &none;
}

static void add_place(struct story *story, const struct rl_side *of)
{
    if (of->place.file)
        rl_text_addf(&story->text, "%s:%d", of->place.file, of->place.line);
    else
        rl_text_add(&story->text, "a place that is not known");
}

/* "main writes stock at shop.c:12" */
static void add_access(struct story *story, const struct rl_side *of)
{
    const char *verb = strstr(of->what, "write")       ? "writes"
                       : strcmp(of->what, "free") == 0 ? "frees"
                       : strcmp(of->what, "use") == 0  ? "uses"
                       : strstr(of->what, "destruct")  ? "initialises or destroys"
                                                       : "reads";
    rl_text_addf(&story->text, "%s %s %s%s at ", of->thread, verb, story->object,
                 strncmp(of->what, "atomic", 6) == 0 ? " atomically" : "");
    add_place(story, of);
    if (of->held)
        rl_text_addf(&story->text, " (holding %s)", of->held);
}

/* "main, at shop.c:12, waits for mutex 'left', held by thread 1 (eat) since shop.c:30" */
static void add_wait(struct story *story, const struct rl_side *of)
{
    rl_text_addf(&story->text, "%s, at ", of->thread);
    add_place(story, of);
    rl_text_addf(&story->text, ", %s", of->what);
}

static void add_waits(struct story *story)
{
    for (size_t i = 0; i < story->finding->sides_len; i++) {
        if (i)
            rl_text_add(&story->text, "; ");
        add_wait(story, side(story, i));
    }
    rl_text_add(&story->text, ". ");
}

static void add_note(struct story *story)
{
    if (!story->note)
        return;
    size_t length = strlen(story->note);
    rl_text_addf(&story->text, "%c%s%s",
                 story->note[0] >= 'a' && story->note[0] <= 'z' ? story->note[0] - 32 : story->note[0],
                 story->note + 1, length && strchr(".!?", story->note[length - 1]) ? " " : ". ");
}

static bool one_frees(const struct story *story)
{
    return strcmp(side(story, 0)->what, "free") == 0 || strcmp(side(story, 1)->what, "free") == 0;
}

static bool one_is_atomic(const struct story *story)
{
    return strncmp(side(story, 0)->what, "atomic", 6) == 0 || strncmp(side(story, 1)->what, "atomic", 6) == 0;
}

static void tell_data_race(struct story *story)
{
    const struct rl_side *first = side(story, 0);
    const struct rl_side *second = side(story, 1);
    add_access(story, first);
    rl_text_add(&story->text, ", and ");
    add_access(story, second);
    rl_text_add(
        &story->text,
        ". Nothing orders the two: no lock that both hold, no join, no signal between them, so in one "
        "run the one comes first and in another the other, and C promises nothing about the result. ");
    if (one_frees(story))
        rl_text_add(&story->text, "In one of the two orders the memory is gone when it is used. ");
    else if (one_is_atomic(story))
        rl_text_add(&story->text, "One of them being atomic does not help: both have to be. ");
    else if (first->held && second->held)
        rl_text_add(
            &story->text,
            "Each holds a lock, but not the same one: a lock keeps out only who takes that very lock. ");
    else if (first->held || second->held)
        rl_text_add(&story->text, "A lock that only one side takes keeps nobody out. ");
}

static void tell_deadlock(struct story *story)
{
    add_waits(story);
    rl_text_add(&story->text, story->finding->sides_len > 1 && strstr(side(story, 0)->what, "held by")
                                  ? "Each waits for what the next one holds, so none of them ever goes on. "
                                  : "Nobody is left who could let them go on. ");
}

static void tell_self_deadlock(struct story *story)
{
    add_waits(story);
    rl_text_add(&story->text, "The one who has to let go is the one who waits, so it waits for ever. ");
}

static void tell_lost_wakeup(struct story *story)
{
    bool signalled = false, futex = strstr(side(story, 0)->what, "futex") != NULL;
    for (size_t i = 0; i < story->finding->sides_len; i++) {
        const struct rl_side *of = side(story, i);
        bool signal = strncmp(of->what, "signalled", 9) == 0 || strncmp(of->what, "woke", 4) == 0;
        if (signal) {
            rl_text_addf(&story->text, "%s had %s at ", of->thread, futex ? "called wake" : "signalled");
            add_place(story, of);
            rl_text_addf(&story->text, ", when nobody %s. ", futex ? "slept" : "waited yet");
        } else {
            add_wait(story, of);
            rl_text_add(&story->text, ". ");
        }
        signalled = signalled || signal;
    }
    if (futex) {
        rl_text_add(
            &story->text,
            "A futex remembers nothing: it wakes who sleeps at that moment, and nobody later. Who goes "
            "to sleep must leave a mark in the word that the other side looks at before it decides not "
            "to wake, and the word must have changed before the wake. ");
        return;
    }
    rl_text_add(&story->text,
                signalled
                    ? "A condition variable remembers nothing: a signal that finds nobody waiting is gone, "
                      "and the thread that comes later waits for ever. The waiting side has to test, with "
                      "the mutex held, whether what it waits for has already happened. "
                    : "A condition variable remembers nothing, and nobody is left who would signal. ");
}

static void tell_livelock(struct story *story)
{
    add_waits(story);
    rl_text_add(&story->text, "The threads keep running, and from here no order of them ends the program. ");
}

static void tell_lock_leak(struct story *story)
{
    const struct rl_side *of = side(story, 0);
    rl_text_addf(&story->text, "%s took %s at ", of->thread, story->object);
    add_place(story, of);
    rl_text_add(
        &story->text,
        " and ended without letting it go. Nobody else can take it any more. Look for a way out of the "
        "function (an early return, an exit of the thread) that does not unlock. ");
}

/* What was never on the heap, but ended with its owner. */
static bool tell_outlived(struct story *story)
{
    static const struct {
        const char *detail, *what, *advice;
    } kinds[] = {
        {"function-returned", "a local variable of a function that has returned",
         "The next call uses its place on the stack again. Keep it on the heap, make it static, or return "
         "only "
         "after its last use. "},
        {"function-may-return", "a local variable of a function that nothing keeps from returning first",
         "The next call uses its place on the stack again. Wait until it is no longer used before you "
         "return, or "
         "keep it on the heap. "},
        {"thread-may-end", "a local variable of a thread that nothing keeps from ending first",
         "It ends with the thread. Hand the value over in memory that outlives the thread. "},
        {"thread-ended", "a local variable of a thread that has ended",
         "It ended with the thread. Hand the result over in memory that outlives the thread, or as the value "
         "that pthread_join gives. "},
        {"thread-local", "a thread-local variable of a thread that has ended",
         "It ended with the thread. Hand the result over in memory that outlives the thread, or as the value "
         "that pthread_join gives. "},
    };
    size_t user = story->finding->sides_len > 1 && strcmp(side(story, 0)->what, "return") == 0;
    const struct rl_side *of = side(story, user);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (!story->finding->detail || strcmp(story->finding->detail, kinds[i].detail) != 0)
            continue;
        rl_text_addf(&story->text, "%s, at ", of->thread);
        add_place(story, of);
        rl_text_addf(&story->text, ", %s %s. %s", strstr(of->what, "write") ? "writes" : "reads",
                     kinds[i].what, kinds[i].advice);
        return true;
    }
    return false;
}

static void tell_use_after_free(struct story *story)
{
    if (tell_outlived(story))
        return;
    add_access(story, side(story, 0));
    if (story->finding->sides_len > 1) {
        rl_text_addf(&story->text, ", but %s had freed it at ", side(story, 1)->thread);
        add_place(story, side(story, 1));
    } else {
        rl_text_add(&story->text, ", which was freed before");
    }
    rl_text_add(&story->text, ". What lies there now belongs to whoever allocates next. ");
}

static void tell_double_free(struct story *story)
{
    rl_text_addf(&story->text, "%s frees %s at ", side(story, 0)->thread, story->object);
    add_place(story, side(story, 0));
    if (story->finding->sides_len > 1) {
        rl_text_addf(&story->text, ", and %s had freed it at ", side(story, 1)->thread);
        add_place(story, side(story, 1));
    }
    rl_text_add(&story->text, ". Exactly one of them has to be the one who frees. ");
}

static void tell_memory_leak(struct story *story)
{
    const struct rl_side *of = side(story, 0);
    rl_text_addf(&story->text, "What %s allocated at ", of->thread);
    add_place(story, of);
    rl_text_add(&story->text, " is never freed. ");
}

static void tell_timeout_progress(struct story *story)
{
    add_waits(story);
    rl_text_add(
        &story->text,
        "Only a timeout gets the program going again: everybody else waits. Either a wakeup was lost, and "
        "the "
        "timeout hides that, or the program really waits for time to pass: then this is what it does. ");
    story->note = NULL;
}

static void tell_busy_wait(struct story *story)
{
    const struct rl_side *of = side(story, 0);
    rl_text_addf(&story->text, "%s, at ", of->thread);
    add_place(story, of);
    rl_text_add(
        &story->text,
        ", tests the same thing again and again instead of waiting. It keeps a processor busy, and here "
        "it is asked to block: use a condition variable or a semaphore. ");
}

static void tell_unfinished(struct story *story)
{
    const struct rl_side *of = side(story, 0);
    rl_text_addf(&story->text, "%s, at ", of->thread);
    add_place(story, of);
    rl_text_add(&story->text,
                ", ends the program while another thread is still at work: what it had left to do is never "
                "done. Join it first. ");
}

static void tell_crash(struct story *story)
{
    static const struct {
        const char *detail, *words;
    } causes[] = {
        {"null-pointer", "follows a null pointer"},
        {"bad-pointer",
         "uses a pointer to memory that does not exist: one that was never set, or was overwritten"},
        {"wild-pointer", "uses a pointer to memory that is not the program's"},
        {"division-by-zero", "divides by zero"},
        {"stack-overflow", "has used up its stack: recursion without end, or a very large local array"},
        {"abort", "calls abort, which ends the program"},
        {"illegal-instruction", "runs into code that is none"},
    };
    const struct rl_side *of = side(story, 0);
    const char *words = "is ended by a signal";
    for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++) {
        if (story->finding->detail && strcmp(story->finding->detail, causes[i].detail) == 0)
            words = causes[i].words;
    }
    rl_text_addf(&story->text, "%s, at ", of->thread);
    add_place(story, of);
    rl_text_addf(&story->text, ", %s. ", words);
    story->note = NULL;
}

/* For the hazards of which the runtime's own words say most: misuse, assertion, crash, undefined behaviour,
 * hang. */
static void tell_plainly(struct story *story)
{
    const struct rl_side *of = side(story, 0);
    bool assertion = story->finding->hazard == RL_HAZARD_ASSERTION;
    rl_text_addf(&story->text, "%s, at ", of->thread);
    add_place(story, of);
    rl_text_addf(
        &story->text, ": %s%s%s. ", story->note ? story->note : rl_hazard_words(story->finding->hazard),
        assertion && story->note ? " " : "",
        assertion && story->note ? "had to hold here, and in this order of the threads it did not" : "");
    story->note = NULL;
    for (size_t i = 1; i < story->finding->sides_len; i++) {
        const struct rl_side *other = side(story, i);
        bool taken = strcmp(other->what, "taken here") == 0;
        rl_text_addf(&story->text, "%s%s%s at ", other->thread, taken ? "" : ": ",
                     taken ? " took it" : other->what);
        add_place(story, other);
        rl_text_add(&story->text, ". ");
    }
}

static void tell_out_of_bounds(struct story *story)
{
    const struct rl_side *of = side(story, 0);
    const char *verb = strcmp(of->what, "write") == 0  ? "writes"
                       : strcmp(of->what, "read") == 0 ? "reads"
                                                       : NULL;
    if (!verb) {
        tell_plainly(story);
        return;
    }
    rl_text_addf(&story->text, "%s, at ", of->thread);
    add_place(story, of);
    rl_text_addf(&story->text, ", %s outside of the %s. ", verb, story->object);
}

/* A sentence that begins with "thread 2" begins with a capital letter; main is a name and keeps its own. */
static void capitalise(char *text)
{
    for (char *at = text; at && *at; at = strstr(at, ". ")) {
        at += *at == '.' ? 2 : 0;
        if (strncmp(at, "main", 4) != 0 && *at >= 'a' && *at <= 'z')
            *at = (char)(*at - 32);
    }
}

char *rl_explorer_words(const struct rl_finding *finding, const char *object, const char *note)
{
    static void (*const tellers[RL_HAZARD_COUNT])(struct story * story) = {
        [RL_HAZARD_CRASH] = tell_crash,
        [RL_HAZARD_DATA_RACE] = tell_data_race,
        [RL_HAZARD_DEADLOCK] = tell_deadlock,
        [RL_HAZARD_SELF_DEADLOCK] = tell_self_deadlock,
        [RL_HAZARD_LOST_WAKEUP] = tell_lost_wakeup,
        [RL_HAZARD_LIVELOCK] = tell_livelock,
        [RL_HAZARD_LOCK_LEAK] = tell_lock_leak,
        [RL_HAZARD_USE_AFTER_FREE] = tell_use_after_free,
        [RL_HAZARD_DOUBLE_FREE] = tell_double_free,
        [RL_HAZARD_OUT_OF_BOUNDS] = tell_out_of_bounds,
        [RL_HAZARD_MEMORY_LEAK] = tell_memory_leak,
        [RL_HAZARD_TIMEOUT_PROGRESS] = tell_timeout_progress,
        [RL_HAZARD_BUSY_WAIT] = tell_busy_wait,
        [RL_HAZARD_UNFINISHED] = tell_unfinished,
    };
    bool block = object && strncmp(object, "heap block", 10) == 0;
    char *named = rl_text_format("%s%s", block ? "the " : "", object ? object : "the memory");
    struct story story = {.finding = finding, .object = named, .note = note};
    if (tellers[finding->hazard])
        tellers[finding->hazard](&story);
    else
        tell_plainly(&story);
    add_note(&story);
    while (story.text.length && story.text.data[story.text.length - 1] == ' ')
        story.text.data[--story.text.length] = '\0';
    capitalise(story.text.data);
    free(named);
    return rl_text_take(&story.text);
}
