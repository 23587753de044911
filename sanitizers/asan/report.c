/* SPDX-License-Identifier: MIT */
/* Turns the reports of AddressSanitizer and UndefinedBehaviorSanitizer into findings in plain words. */
#include "asan.h"

#include <stdlib.h>
#include <string.h>

/* By the beginning of the report's type; the first that fits. */
static const struct {
    const char *prefix;
    enum rl_hazard hazard;
    const char *words;
} memory_faults[] = {
    {"heap-use-after-free", RL_HAZARD_USE_AFTER_FREE,
     "The block was freed before, and its memory may belong to somebody else by now. Whoever frees memory "
     "must know that "
     "nobody can still reach it."},
    {"stack-use-after-return", RL_HAZARD_USE_AFTER_FREE,
     "It is a local variable of a function that has returned: its memory has gone to other functions. Keep "
     "what outlives "
     "the function on the heap, or do not return before the last user is done."},
    {"stack-use-after-scope", RL_HAZARD_USE_AFTER_FREE,
     "It is a local variable of a block that was left: its memory may hold something else by now."},
    {"use-after-poison", RL_HAZARD_USE_AFTER_FREE, "The memory was declared to be unused."},
    {"double-free", RL_HAZARD_DOUBLE_FREE,
     "The block had been freed before. Of two owners each thought that it was the last: agree on one, or "
     "count them with "
     "an atomic operation."},
    {"bad-free", RL_HAZARD_MISUSE, "free was called on an address that malloc did not give."},
    {"alloc-dealloc-mismatch", RL_HAZARD_MISUSE,
     "Memory is given back by another function than fits its allocation."},
    {"heap-buffer-overflow", RL_HAZARD_OUT_OF_BOUNDS,
     "The access lies outside of the block that was allocated."},
    {"stack-buffer", RL_HAZARD_OUT_OF_BOUNDS, "The access lies outside of a local variable."},
    {"global-buffer-overflow", RL_HAZARD_OUT_OF_BOUNDS, "The access lies outside of a global variable."},
    {"dynamic-stack-buffer", RL_HAZARD_OUT_OF_BOUNDS, "The access lies outside of a local array."},
    {"negative-size-param", RL_HAZARD_OUT_OF_BOUNDS,
     "A size is negative, which is taken as a very large one."},
    {"unknown-crash", RL_HAZARD_OUT_OF_BOUNDS, "The access lies outside of any object."},
    {"out-of-memory", RL_HAZARD_CRASH, "More memory was asked for than there is."},
    {"allocation-size-too-big", RL_HAZARD_CRASH, "More memory was asked for than there can be."},
    {"null-deref", RL_HAZARD_CRASH, "A null pointer was used."},
    {"stack-overflow", RL_HAZARD_CRASH,
     "The stack is used up, mostly by a function that calls itself without end."},
    {"wild-", RL_HAZARD_CRASH,
     "An address was used where there is no memory: a wrong, old or overwritten pointer."},
    {"signal", RL_HAZARD_CRASH, "A signal ended the program."},
};

static void set_words(struct rl_finding *finding, const char *paragraph)
{
    char *place = rl_place_words(&finding->sides[0].place);
    struct rl_text words = RL_TEXT_INIT;
    rl_text_addf(&words, "At %s: %s. %s", place, finding->sides[0].what, paragraph);
    free(place);
    for (size_t i = 1; i < finding->sides_len; i++) {
        place = rl_place_words(&finding->sides[i].place);
        rl_text_addf(&words, " It was %s at %s.", finding->sides[i].what, place);
        free(place);
    }
    finding->words = rl_text_take(&words);
}

static const char *thread_name(long thread)
{
    return thread == 0 ? "main" : "another thread";
}

static void add_history(struct rl_program *program, const json_t *report, const char *key, const char *by,
                        struct rl_finding *finding)
{
    const json_t *stack = json_object_get(report, key);
    if (json_array_size(stack) == 0)
        return;
    struct rl_side *side = rl_finding_add_side(finding);
    side->what = rl_text_copy(key);
    side->thread = rl_text_copy(thread_name(rl_json_number(report, by)));
    rl_side_set_stack(side, &program->names, stack);
}

static char *access_words(const json_t *report, enum rl_hazard hazard)
{
    long size = rl_json_number(report, "size");
    if (size > 0)
        return rl_text_format("%s of %ld byte%s", rl_json_number(report, "write") ? "write" : "read", size,
                              size == 1 ? "" : "s");
    return rl_text_copy(hazard == RL_HAZARD_DOUBLE_FREE ? "freed again"
                        : hazard == RL_HAZARD_MISUSE    ? "freed"
                                                        : "faulty use of memory");
}

void rl_asan_take_report(struct rl_program *program, const json_t *report)
{
    const char *type = rl_json_text(report, "type");
    size_t known = sizeof memory_faults / sizeof *memory_faults, i = 0;
    while (i < known && strncmp(type, memory_faults[i].prefix, strlen(memory_faults[i].prefix)) != 0)
        i++;
    enum rl_hazard hazard = i < known ? memory_faults[i].hazard : RL_HAZARD_MISUSE;
    const char *paragraph = i < known ? memory_faults[i].words : "AddressSanitizer names it in the detail.";
    size_t length = strlen(type);
    if (i == known && length > 14 && strcmp(type + length - 14, "-param-overlap") == 0) {
        hazard = RL_HAZARD_UNDEFINED_BEHAVIOUR;
        paragraph = "Source and destination overlap, which this function does not allow: use memmove.";
    }
    struct rl_finding *finding = rl_finding_add(program->out, hazard, type);
    struct rl_side *side = rl_finding_add_side(finding);
    side->what = access_words(report, hazard);
    rl_side_set_stack(side, &program->names, json_object_get(report, "stack"));
    add_history(program, report, "freed", "freed_by", finding);
    add_history(program, report, "allocated", "allocated_by", finding);
    long region = rl_json_number(report, "region_size");
    if (region > 0)
        finding->object = rl_text_format("heap block of %ld bytes", region);
    set_words(finding, paragraph);
}

/* ------------------------------------------------------------------------------------- undefined behaviour
 */

static enum rl_hazard ubsan_hazard(const char *type)
{
    if (strcmp(type, "out-of-bounds-index") == 0 || strcmp(type, "insufficient-object-size") == 0)
        return RL_HAZARD_OUT_OF_BOUNDS;
    /* AddressSanitizer calls it so, and which of the two sees it first depends on the compiler. */
    if (strcmp(type, "null-pointer-use") == 0)
        return RL_HAZARD_CRASH;
    return RL_HAZARD_UNDEFINED_BEHAVIOUR;
}

/* The runtime's sentence, without addresses: they differ from run to run. */
static char *without_addresses(const char *message)
{
    struct rl_text words = RL_TEXT_INIT;
    while (*message) {
        if (strncmp(message, "0x", 2) == 0) {
            message += 2 + strspn(message + 2, "0123456789abcdef");
            rl_text_add(&words, "[an address]");
        } else {
            rl_text_add_bytes(&words, message++, 1);
        }
    }
    return rl_text_take(&words);
}

void rl_ubsan_take_report(struct rl_program *program, const json_t *report)
{
    const char *type = rl_json_text(report, "type");
    struct rl_finding *finding = rl_finding_add(program->out, ubsan_hazard(type), type);
    struct rl_side *side = rl_finding_add_side(finding);
    side->what = without_addresses(rl_json_text(report, "message"));
    rl_side_set_stack(side, &program->names, json_object_get(report, "stack"));
    if (!side->place.file)
        rl_side_set_place(side, &program->names, rl_json_text(report, "file"),
                          (int)rl_json_number(report, "line"), NULL);
    set_words(finding,
              finding->hazard == RL_HAZARD_CRASH ? "There is no memory there."
              : finding->hazard == RL_HAZARD_OUT_OF_BOUNDS
                  ? "The access lies outside of the object."
                  : "The C standard does not say what happens then: the compiler takes it that it does not "
                    "happen, and the program may do anything.");
}

/* Frames are printed as the options ask: "RLFRAME 0x…", one a line. */
static json_t *take_frames(const char **at)
{
    static const char frame[] = "RLFRAME ";
    json_t *stack = json_array();
    while (strncmp(*at, frame, sizeof frame - 1) == 0) {
        const char *begin = *at + sizeof frame - 1;
        size_t length = strcspn(begin, "\n");
        /* The runtime subtracts 1 before it prints; rl_side_set_stack does so again. */
        char *text = rl_text_format("0x%llx", strtoull(begin, NULL, 16) + 1);
        json_array_append_new(stack, json_string(text));
        free(text);
        *at = begin + length + (begin[length] == '\n');
    }
    return stack;
}

static void add_leak(struct rl_program *program, const json_t *stack)
{
    struct rl_finding *finding = rl_finding_add(program->out, RL_HAZARD_MEMORY_LEAK, NULL);
    struct rl_side *side = rl_finding_add_side(finding);
    side->what = rl_text_copy("allocated here");
    rl_side_set_stack(side, &program->names, stack);
    char *place = rl_place_words(&side->place);
    finding->words =
        rl_text_format("What is allocated at %s is never freed, and at the end of the program nothing points "
                       "to it any more. Free it when its last user is done.",
                       place);
    free(place);
}

void rl_asan_take_leaks(struct rl_program *program, const char *log)
{
    static const char header[] = "Direct leak of ";
    for (const char *at = log; (at = strstr(at, header));) {
        at += strcspn(at, "\n");
        at += *at == '\n';
        json_t *stack = take_frames(&at);
        add_leak(program, stack);
        json_decref(stack);
    }
}
