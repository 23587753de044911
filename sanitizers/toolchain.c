/* SPDX-License-Identifier: MIT */
/* Finds compilers. */
#define _GNU_SOURCE
#include "toolchain.h"
#include "process.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLANG_OLDEST = 14, GCC_OLDEST = 11, KNOWN_MOST = 16 };

#define INSTALL_CLANG "install one with: sudo apt-get install clang llvm"

struct known {
    char *asked;
    struct rl_toolchain toolchain;
    char *why; /* it cannot be used; else NULL */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct known known[KNOWN_MOST]; /* protected by lock; an entry is read-only once it is counted */
static size_t known_count;             /* protected by lock */

static int macro_value(const char *macros, const char *name)
{
    char *line = rl_text_format("#define %s ", name);
    const char *found = strstr(macros, line);
    int value = found ? atoi(found + strlen(line)) : -1;
    free(line);
    return value;
}

/* What the compiler says of itself: its predefined macros. */
static void examine(struct known *entry, const char *macros)
{
    struct rl_toolchain *toolchain = &entry->toolchain;
    int clang = macro_value(macros, "__clang_major__");
    int gcc = macro_value(macros, "__GNUC__");
    if (clang >= 0) {
        toolchain->kind = RL_COMPILER_CLANG;
        toolchain->major = clang;
        toolchain->version = rl_text_format("clang %d.%d.%d", clang, macro_value(macros, "__clang_minor__"),
                                            macro_value(macros, "__clang_patchlevel__"));
    } else if (gcc >= 0) {
        toolchain->kind = RL_COMPILER_GCC;
        toolchain->major = gcc;
        toolchain->version = rl_text_format("gcc %d.%d.%d", gcc, macro_value(macros, "__GNUC_MINOR__"),
                                            macro_value(macros, "__GNUC_PATCHLEVEL__"));
    } else {
        entry->why = rl_text_format("%s is neither clang nor gcc; " INSTALL_CLANG, entry->asked);
        return;
    }
    int oldest = toolchain->kind == RL_COMPILER_CLANG ? CLANG_OLDEST : GCC_OLDEST;
    if (toolchain->major < oldest)
        entry->why = rl_text_format(
            "%s is %s, which is too old: racelab needs clang %d or gcc %d, or newer; " INSTALL_CLANG,
            entry->asked, toolchain->version, CLANG_OLDEST, GCC_OLDEST);
}

static void look_up(struct known *entry)
{
    entry->toolchain.path = rl_process_find_program(entry->asked);
    if (!entry->toolchain.path) {
        entry->why = rl_text_format("there is no compiler %s; " INSTALL_CLANG, entry->asked);
        return;
    }
    const char *argv[] = {entry->toolchain.path, "-dM", "-E", "-x", "c", "/dev/null", NULL};
    struct rl_process_request request = {.argv = argv, .wall_ms = 20000};
    struct rl_process_result result;
    rl_process_run(&request, &result);
    if (result.end == RL_PROCESS_EXITED && result.exit_status == 0)
        examine(entry, result.output);
    else
        entry->why = rl_text_format("%s does not work (try: %s --version); " INSTALL_CLANG, entry->asked,
                                    entry->asked);
    rl_process_result_free(&result);
}

static struct known *find_known(const char *asked)
{
    for (size_t i = 0; i < known_count; i++) {
        if (strcmp(known[i].asked, asked) == 0)
            return &known[i];
    }
    if (known_count == KNOWN_MOST)
        return NULL;
    struct known *entry = &known[known_count];
    *entry = (struct known){.asked = rl_text_copy(asked)};
    look_up(entry);
    if (rl_interrupted) {
        free(entry->asked); /* not known yet: ask again */
        return NULL;
    }
    known_count++;
    return entry;
}

const struct rl_toolchain *rl_toolchain_find(const char *compiler, char **why)
{
    const char *chosen = compiler ? compiler : getenv("RACELAB_CC");
    pthread_mutex_lock(&lock);
    struct known *entry = find_known(chosen && *chosen ? chosen : "clang");
    if (entry && entry->why && !(chosen && *chosen)) {
        struct known *second = find_known("gcc");
        if (second && !second->why)
            entry = second;
    }
    pthread_mutex_unlock(&lock);
    if (entry && !entry->why)
        return &entry->toolchain;
    if (why)
        *why = entry ? rl_text_copy(entry->why) : rl_text_copy("the search for a compiler was interrupted");
    return NULL;
}
