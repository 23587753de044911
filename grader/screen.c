/* SPDX-License-Identifier: MIT */
/* The screen: what is looked for in a submission before it runs, in the order in which it is cheap. */
#include "screen.h"
#include "screen_parts.h"

#include "words.h"

#include "sanitizers/resources.h"
#include "sanitizers/toolchain.h"
#include "sanitizers/workdir.h"

#include <stdlib.h>
#include <string.h>

/* One submission on its way through the compiler. */
struct screening {
    const struct rl_submission *submission;
    const struct rl_manifest *manifest;
    const char *folder; /* for what the compiler makes */
    struct rl_list flags;
    struct rl_toolchain_command command;
    char **why;
};

/* Is it the file on which the compiler breaks down? Then it does not on an empty one. */
static bool compiler_works(const struct screening *with)
{
    char *path = rl_text_format("%s/empty.c", with->folder);
    const char *sources[] = {path, NULL};
    struct rl_toolchain_command command = with->command;
    struct rl_toolchain_result result = {.status = RL_TOOLCHAIN_INFRA};
    command.sources = sources;
    bool works = false;
    if (rl_text_write_file(path, "int empty;\n", strlen("int empty;\n"))) {
        rl_toolchain_compile(&command, &result);
        works = result.status == RL_TOOLCHAIN_OK;
        rl_toolchain_result_free(&result);
    }
    free(path);
    return works;
}

/* Of a file that does not compile the observers say so, with the compiler's words. */
static enum rl_screen take_result(const struct screening *with, const struct rl_toolchain_result *result)
{
    switch (result->status) {
    case RL_TOOLCHAIN_LIMIT:
        *with->why = rl_text_copy(result->reason);
        return RL_SCREEN_LIMIT;
    case RL_TOOLCHAIN_INFRA:
        /* A full disk, or somebody who ends the compiler, is no fault of the file's. */
        if (result->reason && strstr(result->reason, "it broke down") && compiler_works(with)) {
            *with->why =
                rl_text_format("the compiler breaks down on %s, and on no other file; write it more simply",
                               with->manifest->source);
            return RL_SCREEN_LIMIT;
        }
        *with->why = rl_text_copy(result->reason);
        return RL_SCREEN_INFRA;
    case RL_TOOLCHAIN_OK:
        return RL_SCREEN_CLEAN;
    default:
        return RL_SCREEN_NOT_C;
    }
}

static enum rl_screen look_at_text(const struct screening *with, const char *text)
{
    const struct rl_manifest *manifest = with->manifest;
    enum rl_screen found = rl_screen_includes(text, with->submission->path, manifest->source,
                                              with->command.include_dirs, with->why);
    if (found == RL_SCREEN_CLEAN)
        found = rl_screen_text(text, with->submission->path, manifest->source, manifest->without,
                               manifest->without_count, with->why);
    return found;
}

/* Preprocessed as an observer compiles it. */
static enum rl_screen screen_preprocessed(const struct screening *with)
{
    struct rl_list argv = RL_LIST_INIT;
    struct rl_toolchain_result result;
    char *out = rl_text_format("%s/screened.i", with->folder);
    rl_list_add(&argv, with->command.toolchain->path);
    rl_list_add(&argv, "-E");
    rl_toolchain_add_compile_flags(with->command.toolchain, with->command.build, &argv);
    rl_list_add_all(&argv, with->command.cflags);
    for (size_t i = 0; with->command.include_dirs[i]; i++)
        rl_list_addf(&argv, "%s%s",
                     strcmp(with->command.include_dirs[i], rl_resources_primitives()) == 0 ? "-idirafter"
                                                                                           : "-I",
                     with->command.include_dirs[i]);
    rl_list_add(&argv, with->submission->path);
    rl_list_add(&argv, "-o");
    rl_list_add(&argv, out);
    rl_toolchain_tool(&with->command, (const char *const *)argv.items, &result);
    enum rl_screen found = take_result(with, &result);
    char *text = result.status == RL_TOOLCHAIN_OK ? rl_text_read_file(out, NULL) : NULL;
    if (text)
        found = look_at_text(with, text);
    else if (found == RL_SCREEN_CLEAN)
        found = RL_SCREEN_INFRA;
    rl_toolchain_result_free(&result);
    rl_list_free(&argv);
    free(text);
    free(out);
    return found;
}

static enum rl_screen screen_compiled(const struct screening *with)
{
    struct rl_toolchain_result result;
    rl_toolchain_compile(&with->command, &result);
    enum rl_screen found = take_result(with, &result);
    if (result.status == RL_TOOLCHAIN_OK)
        found = rl_screen_object(result.objects.items[0], with->manifest->source,
                                 with->command.toolchain->kind == RL_COMPILER_GCC, with->why);
    rl_toolchain_result_free(&result);
    return found;
}

/* Without a condition it is the same program for all observers. */
static enum rl_screen screen_builds(struct screening *with, bool conditional)
{
    static const enum rl_build builds[] = {RL_BUILD_EXPLORE, RL_BUILD_TSAN, RL_BUILD_ASAN, RL_BUILD_NATIVE};
    enum rl_screen found = RL_SCREEN_CLEAN;
    for (size_t i = 0; found == RL_SCREEN_CLEAN && i < (conditional ? sizeof builds / sizeof *builds : 1);
         i++) {
        with->command.build = builds[i];
        found = screen_preprocessed(with);
        if (found == RL_SCREEN_CLEAN)
            found = screen_compiled(with);
    }
    return found;
}

enum rl_screen rl_screen_file(const struct rl_submission *submission, const struct rl_manifest *manifest,
                              const char *lab_folder, const char *compiler, char **why)
{
    char *folder = rl_workdir_create(why);
    const struct rl_toolchain *toolchain = folder ? rl_toolchain_find(compiler, why) : NULL;
    enum rl_screen found = RL_SCREEN_INFRA;
    if (toolchain) {
        const char *sources[] = {submission->path, NULL};
        const char *include_dirs[] = {lab_folder, rl_resources_include(), rl_resources_primitives(), NULL};
        struct screening with = {
            .submission = submission, .manifest = manifest, .folder = folder, .why = why};
        rl_list_add(&with.flags, "-iquote");
        rl_list_add(&with.flags, rl_resources_primitives());
        for (unsigned i = 0; i < manifest->compile.cflags_count; i++)
            rl_list_add(&with.flags, manifest->compile.cflags[i]);
        with.command = (struct rl_toolchain_command){.toolchain = toolchain,
                                                     .sources = sources,
                                                     .include_dirs = include_dirs,
                                                     .cflags = (const char *const *)with.flags.items,
                                                     .work_dir = folder};
        bool conditional;
        found = rl_screen_directives(submission->text, manifest->source, &conditional, why);
        if (found == RL_SCREEN_CLEAN)
            found = screen_builds(&with, conditional);
        rl_list_free(&with.flags);
    }
    rl_workdir_remove(folder);
    if (found == RL_SCREEN_INFRA && !*why)
        *why =
            rl_text_copy("what the compiler made of it cannot be read; `racelab doctor` looks for the cause");
    return found;
}
