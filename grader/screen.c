/* SPDX-License-Identifier: MIT */
/* The screen: words in a preprocessed submission that would hide accesses from the observers. */
#include "screen.h"

#include "sanitizers/resources.h"
#include "sanitizers/toolchain.h"
#include "sanitizers/workdir.h"
#include "words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *word;
    enum rl_screen kind;
    const char *why;
} hidden[] = {
    {"asm", RL_SCREEN_UNSUPPORTED,
     "inline assembly, whose accesses no observer can see (uatomic_… of liburcu is such a macro). Use C11 "
     "atomics"},
    {"no_sanitize", RL_SCREEN_TAMPERING, "an attribute that switches observation off. Leave it out"},
    {"no_sanitize_thread", RL_SCREEN_TAMPERING, "an attribute that switches observation off. Leave it out"},
    {"no_sanitize_address", RL_SCREEN_TAMPERING, "an attribute that switches observation off. Leave it out"},
    {"no_sanitize_memory", RL_SCREEN_TAMPERING, "an attribute that switches observation off. Leave it out"},
    {"no_sanitize_undefined", RL_SCREEN_TAMPERING,
     "an attribute that switches observation off. Leave it out"},
    {"disable_sanitizer_instrumentation", RL_SCREEN_TAMPERING,
     "an attribute that switches observation off. Leave it out"},
    {"no_address_safety_analysis", RL_SCREEN_TAMPERING,
     "an attribute that switches observation off. Leave it out"},
    {"optimize", RL_SCREEN_TAMPERING, "an attribute or pragma that changes how it is compiled. Leave it out"},
    {"pragma", RL_SCREEN_TAMPERING, "a pragma that can switch observation off. Leave it out"},
    {"naked", RL_SCREEN_UNSUPPORTED, "a function without the compiler's frame. Write it in C"},
    {"ifunc", RL_SCREEN_UNSUPPORTED,
     "a function that is chosen when the program is loaded. Call it directly"},
    {"alias", RL_SCREEN_UNSUPPORTED, "a second name for a symbol. Call it by its own name"},
    {"weakref", RL_SCREEN_UNSUPPORTED, "a second name for a symbol. Call it by its own name"},
    {"section", RL_SCREEN_UNSUPPORTED,
     "an object in a section of its own, which is not restored between runs. Leave it out"},
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
    bool own; /* these lines come from the submission itself */
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
        /* As names these words are harmless; as attributes they stand in brackets. */
        bool attribute =
            reading->at[0] == '_' || (reading->at[length] == '(' && strcmp(hidden[i].word, "asm") != 0);
        if (strcmp(hidden[i].word, "asm") != 0 && strcmp(hidden[i].word, "pragma") != 0 &&
            strncmp(hidden[i].word, "no_", 3) != 0 && strncmp(hidden[i].word, "disable_", 8) != 0 &&
            !attribute)
            continue;
        *why = rl_text_format("%s:%ld uses %.*s: %s", reading->shown, reading->line, (int)length, reading->at,
                              hidden[i].why);
        return hidden[i].kind;
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
            reading.at += length;
        } else {
            reading.at++;
        }
        begins_line = false;
    }
    return RL_SCREEN_CLEAN;
}

static void add_flags(struct rl_list *argv, const struct rl_toolchain *toolchain,
                      const struct rl_manifest *manifest, const char *lab_folder)
{
    rl_toolchain_add_compile_flags(toolchain, RL_BUILD_EXPLORE, argv);
    rl_list_add(argv, "-iquote");
    rl_list_add(argv, rl_resources_primitives());
    rl_list_addf(argv, "-I%s", lab_folder);
    rl_list_addf(argv, "-I%s", rl_resources_include());
    for (unsigned i = 0; i < manifest->compile.cflags_count; i++)
        rl_list_add(argv, manifest->compile.cflags[i]);
}

enum rl_screen rl_screen_file(const struct rl_submission *submission, const struct rl_manifest *manifest,
                              const char *lab_folder, const char *compiler, char **why)
{
    char *ignored = NULL, *folder = rl_workdir_create(&ignored);
    const struct rl_toolchain *toolchain = folder ? rl_toolchain_find(compiler, &ignored) : NULL;
    enum rl_screen found = RL_SCREEN_CLEAN;
    if (toolchain) {
        struct rl_list argv = RL_LIST_INIT;
        struct rl_toolchain_result result;
        const struct rl_toolchain_command command = {
            .toolchain = toolchain, .build = RL_BUILD_EXPLORE, .work_dir = folder};
        char *out = rl_text_format("%s/screened.i", folder);
        rl_list_add(&argv, toolchain->path);
        rl_list_add(&argv, "-E");
        add_flags(&argv, toolchain, manifest, lab_folder);
        rl_list_add(&argv, submission->path);
        rl_list_add(&argv, "-o");
        rl_list_add(&argv, out);
        rl_toolchain_tool(&command, (const char *const *)argv.items, &result);
        char *text = result.status == RL_TOOLCHAIN_OK ? rl_text_read_file(out, NULL) : NULL;
        if (text)
            found = rl_screen_text(text, submission->path, manifest->source, manifest->without,
                                   manifest->without_count, why);
        rl_toolchain_result_free(&result);
        rl_list_free(&argv);
        free(text);
        free(out);
    }
    rl_workdir_remove(folder);
    free(ignored);
    return found;
}
