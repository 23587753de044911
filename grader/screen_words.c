/* SPDX-License-Identifier: MIT */
/* The screen's look at the words of a preprocessed submission that would hide accesses from the observers. */
#include "screen_parts.h"

#include "words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *word;
    enum rl_screen kind;
    const char *why;
    bool attribute; /* elsewhere it is a name like any other */
} hidden[] = {
    {"asm", RL_SCREEN_UNSUPPORTED,
     "inline assembly, whose accesses no observer can see (uatomic_… of liburcu is such a macro). Use C11 "
     "atomics",
     false},
    {"no_sanitize", RL_SCREEN_TAMPERING, "an attribute that switches observation off. Leave it out", false},
    {"no_sanitize_thread", RL_SCREEN_TAMPERING, "an attribute that switches observation off. Leave it out",
     false},
    {"no_sanitize_address", RL_SCREEN_TAMPERING, "an attribute that switches observation off. Leave it out",
     false},
    {"no_sanitize_memory", RL_SCREEN_TAMPERING, "an attribute that switches observation off. Leave it out",
     false},
    {"no_sanitize_undefined", RL_SCREEN_TAMPERING, "an attribute that switches observation off. Leave it out",
     false},
    {"disable_sanitizer_instrumentation", RL_SCREEN_TAMPERING,
     "an attribute that switches observation off. Leave it out", false},
    {"no_address_safety_analysis", RL_SCREEN_TAMPERING,
     "an attribute that switches observation off. Leave it out", false},
    {"optimize", RL_SCREEN_TAMPERING, "an attribute or pragma that changes how it is compiled. Leave it out",
     true},
    {"pragma", RL_SCREEN_TAMPERING, "a pragma that can switch observation off. Leave it out", false},
    {"naked", RL_SCREEN_UNSUPPORTED, "a function without the compiler's frame. Write it in C", true},
    {"ifunc", RL_SCREEN_UNSUPPORTED, "a function that is chosen when the program is loaded. Call it directly",
     true},
    {"alias", RL_SCREEN_UNSUPPORTED, "a second name for a symbol. Call it by its own name", true},
    {"weakref", RL_SCREEN_UNSUPPORTED, "a second name for a symbol. Call it by its own name", true},
    {"section", RL_SCREEN_UNSUPPORTED,
     "an object in a section of its own, which is not restored between runs. Leave it out", true},
    {"constructor", RL_SCREEN_UNSUPPORTED, "a function that runs before main. Call it", true},
    {"destructor", RL_SCREEN_UNSUPPORTED, "a function that runs after main. Call it", true},
    {"address_space", RL_SCREEN_UNSUPPORTED, "memory that no observer sees. Use an ordinary variable", true},
    {"seg_fs", RL_SCREEN_UNSUPPORTED, "memory that no observer sees. Use an ordinary variable", false},
    {"seg_gs", RL_SCREEN_UNSUPPORTED, "memory that no observer sees. Use an ordinary variable", false},
    {"builtin_setjmp", RL_SCREEN_UNSUPPORTED, "a jump that no observer can follow. Return instead", false},
    {"builtin_apply", RL_SCREEN_UNSUPPORTED, "a call that no observer can follow. Call it directly", false},
    {"builtin_return", RL_SCREEN_UNSUPPORTED, "a return that no observer can follow. Return a value", false},
    {"builtin_eh_return", RL_SCREEN_UNSUPPORTED, "a return that no observer can follow. Return a value",
     false},
    {"builtin_longjmp", RL_SCREEN_UNSUPPORTED, "a jump that no observer can follow. Return instead", false},
};

/* Beginnings of names. __tsan_acquire and __tsan_release are let through: they order nothing for the
 * explorer, and there is a lab about them. */
static const struct {
    const char *begin;
    enum rl_screen kind;
    const char *why;
} foreign[] = {
    {"__tsan_", RL_SCREEN_TAMPERING, "a function of ThreadSanitizer's. Leave it out"},
    {"__asan_", RL_SCREEN_TAMPERING, "a function of AddressSanitizer's. Leave it out"},
    {"__lsan_", RL_SCREEN_TAMPERING, "a function of LeakSanitizer's. Leave it out"},
    {"__ubsan_", RL_SCREEN_TAMPERING, "a function of a sanitizer's. Leave it out"},
    {"__sanitizer_", RL_SCREEN_TAMPERING, "a function of a sanitizer's. Leave it out"},
    {"Annotate", RL_SCREEN_TAMPERING, "an annotation for a sanitizer. Order the accesses instead"},
    {"rlx_", RL_SCREEN_TAMPERING, "a function of the explorer's. Leave it out"},
    {"rl_lab_", RL_SCREEN_TAMPERING, "a function of the lab's runtime. Leave it out"},
    {"__builtin_ia32_", RL_SCREEN_UNSUPPORTED, "an instruction that no observer sees. Write it in C"},
    {"__builtin_nontemporal_", RL_SCREEN_UNSUPPORTED, "an access round the caches. Use an ordinary one"},
};

/* __word__ is the same as word to the compiler. */
static bool same_word(const char *text, size_t length, const char *word)
{
    while (length > 0 && *text == '_') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == '_')
        length--;
    return strlen(word) == length && strncmp(text, word, length) == 0;
}

struct reading {
    const char *at;
    char *const *without;
    unsigned without_count;
    const char *file, *shown;
    bool own;      /* these lines come from the submission itself */
    int attribute; /* open brackets of an __attribute__((…)); -1: none yet */
    bool brackets; /* between [[ and ]] */
    long line;
};

/* `# 12 "counter.c" 2`: where the next line comes from. Answers whether this was a line marker. */
static bool take_marker(struct reading *reading)
{
    char *after;
    if (strncmp(reading->at, "# ", 2) != 0 || !isdigit((unsigned char)reading->at[2]))
        return false;
    reading->line = strtol(reading->at + 2, &after, 10) - 1;
    size_t length = strlen(reading->file);
    reading->own = strncmp(after, " \"", 2) == 0 && strncmp(after + 2, reading->file, length) == 0 &&
                   after[2 + length] == '"';
    return true;
}

static void skip_literal(struct reading *reading)
{
    char quote = *reading->at++;
    while (*reading->at && *reading->at != quote && *reading->at != '\n')
        reading->at += reading->at[0] == '\\' && reading->at[1] ? 2 : 1;
    reading->at += *reading->at == quote;
}

static enum rl_screen judge_word(const struct reading *reading, size_t length, char **why)
{
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        if (!same_word(reading->at, length, hidden[i].word))
            continue;
        if (hidden[i].attribute && reading->attribute <= 0 && !reading->brackets)
            continue;
        *why = rl_text_format("%s:%ld uses %.*s: %s", reading->shown, reading->line, (int)length, reading->at,
                              hidden[i].why);
        return hidden[i].kind;
    }
    bool annotates = (length == 14 && strncmp(reading->at, "__tsan_acquire", 14) == 0) ||
                     (length == 14 && strncmp(reading->at, "__tsan_release", 14) == 0);
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign && !annotates; i++) {
        size_t known = strlen(foreign[i].begin);
        if (length < known || strncmp(reading->at, foreign[i].begin, known) != 0)
            continue;
        *why = rl_text_format("%s:%ld uses %.*s, %s", reading->shown, reading->line, (int)length, reading->at,
                              foreign[i].why);
        return foreign[i].kind;
    }
    for (unsigned i = 0; i < reading->without_count; i++) {
        size_t known = strlen(reading->without[i]);
        if (length < known || strncmp(reading->at, reading->without[i], known) != 0)
            continue;
        *why = rl_text_format("%s:%ld uses %.*s, and this lab is about building what that is. Do without",
                              reading->shown, reading->line, (int)length, reading->at);
        return RL_SCREEN_TAMPERING;
    }
    return RL_SCREEN_CLEAN;
}

/* Are we in the brackets of __attribute__((…)), or of [[…]]? */
static void take_bracket(struct reading *reading)
{
    const char *at = reading->at, *next = at + 1 + strspn(at + (*at != '\0'), " ");
    if (*at == '(' && reading->attribute != 0)
        reading->attribute = reading->attribute < 0 ? 1 : reading->attribute + 1;
    else if (*at == ')' && reading->attribute > 0)
        reading->attribute--;
    else if (*at == '[' && *next == '[')
        reading->brackets = true;
    else if (*at == ']' && *next == ']')
        reading->brackets = false;
    reading->at++;
}

static void take_word(struct reading *reading, size_t length)
{
    if (same_word(reading->at, length, "attribute") && reading->at[0] == '_')
        reading->attribute = -1;
    reading->at += length;
}

enum rl_screen rl_screen_text(const char *preprocessed, const char *file, const char *shown,
                              char *const *without, unsigned without_count, char **why)
{
    struct reading reading = {
        .at = preprocessed, .file = file, .shown = shown, .without = without, .without_count = without_count};
    bool begins_line = true;
    while (*reading.at) {
        if (begins_line && take_marker(&reading)) {
            reading.at += strcspn(reading.at, "\n");
        } else if (*reading.at == '\n') {
            reading.line++;
            reading.at++;
            begins_line = true;
            continue;
        } else if (*reading.at == '"' || *reading.at == '\'') {
            skip_literal(&reading);
        } else if (isalpha((unsigned char)*reading.at) || *reading.at == '_') {
            size_t length = 1;
            while (isalnum((unsigned char)reading.at[length]) || reading.at[length] == '_')
                length++;
            enum rl_screen found = reading.own ? judge_word(&reading, length, why) : RL_SCREEN_CLEAN;
            if (found != RL_SCREEN_CLEAN)
                return found;
            take_word(&reading, length);
        } else {
            take_bracket(&reading);
        }
        begins_line = false;
    }
    return RL_SCREEN_CLEAN;
}
