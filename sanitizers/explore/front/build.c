/* SPDX-License-Identifier: MIT */
/* Compiles a program, judges its imports, renames what is modelled, and links it with the explorer's runtime.
 */
#include "build.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "imports.h"
#include "object.h"
#include "reuse.h"
#include "sanitizers/resources.h"
#include "sanitizers/text.h"
#include "sanitizers/toolchain.h"

#define COMBINED "combined.o"
#define RENAMED  "renamed.o"
#define RENAMES  "renames"

static bool fail(struct rl_explore_build *build, enum rl_run_status status, char *reason)
{
    free(build->reason);
    build->status = status;
    build->reason = reason;
    return false;
}

/* Takes over what a step of the toolchain said; true: it went well. */
static bool take_step(struct rl_explore_build *build, const struct rl_toolchain_result *result,
                      enum rl_run_status at_fault)
{
    build->seconds += result->seconds;
    if (result->diagnostics && *result->diagnostics) {
        free(build->compiler_output);
        build->compiler_output = rl_text_copy(result->diagnostics);
    }
    switch (result->status) {
    case RL_TOOLCHAIN_OK:
        return true;
    case RL_TOOLCHAIN_COMPILE_ERROR:
    case RL_TOOLCHAIN_LINK_ERROR:
        return fail(build, at_fault, rl_text_copy(result->reason));
    case RL_TOOLCHAIN_LIMIT:
    case RL_TOOLCHAIN_INTERRUPTED:
        return fail(build, RL_RUN_LIMIT, rl_text_copy(result->reason));
    default:
        return fail(build, RL_RUN_INFRA, rl_text_copy(result->reason));
    }
}

char *rl_explore_runtime(char **why)
{
    static const char *const names[] = {"librl_explore_runtime.a", "rl_explore_runtime.o"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *path = rl_text_format("%s/%s", rl_resources_lib(), names[i]);
        if (access(path, R_OK) == 0)
            return path;
        free(path);
    }
    *why = rl_text_format("the explorer's runtime is not in %s. Build racelab again, or install it again",
                          rl_resources_lib());
    return NULL;
}

/* An object that was compiled without instrumentation would hide its accesses. */
static bool check_given_object(struct rl_explore_build *build, const char *path)
{
    struct rl_object object;
    char *why = NULL;
    if (!rl_object_open(&object, path, &why))
        return fail(build, RL_RUN_COMPILE_ERROR, why);
    bool relocatable = rl_object_is_relocatable(&object);
    bool instrumented = rl_object_imports(&object, "__tsan_func_entry");
    rl_object_close(&object);
    if (!relocatable)
        return fail(build, RL_RUN_UNSUPPORTED,
                    rl_text_format(
                        "%s is a program that is linked already (statically or not), and the explorer has to "
                        "link it itself. Give its C files, or its .o files",
                        path));
    if (!instrumented)
        return fail(
            build, RL_RUN_UNSUPPORTED,
            rl_text_format(
                "%s was compiled without -fsanitize=thread, so its accesses cannot be seen. Give the C "
                "file, or compile it with -g -O0 -fsanitize=thread",
                path));
    return true;
}

static bool is_elf(const char *path)
{
    char magic[4] = {0};
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    size_t length = fread(magic, 1, sizeof magic, file);
    fclose(file);
    return length == sizeof magic && memcmp(magic, "\177ELF", 4) == 0;
}

static bool check_inputs(const struct rl_run_request *request, struct rl_explore_build *build)
{
    for (size_t i = 0; request->sources[i]; i++) {
        const char *path = request->sources[i];
        if (access(path, R_OK) != 0)
            return fail(build, RL_RUN_COMPILE_ERROR,
                        rl_text_format("cannot read %s: %s", path, strerror(errno)));
        if (is_elf(path) && !check_given_object(build, path))
            return false;
    }
    for (size_t i = 0; request->cflags && request->cflags[i]; i++) {
        if (strcmp(request->cflags[i], "-static") == 0)
            return fail(build, RL_RUN_UNSUPPORTED,
                        rl_text_copy("a statically linked program cannot be explored: leave -static out"));
    }
    return true;
}

/* `ld -r`: one object of all, so that renaming and the judgement of imports see the whole program. */
static bool combine(const struct rl_toolchain_command *command, const struct rl_list *objects,
                    struct rl_explore_build *build)
{
    const char *head[] = {"ld", "-r", "-d", "-o", COMBINED, NULL};
    struct rl_list argv = RL_LIST_INIT;
    rl_list_add_all(&argv, head);
    for (size_t i = 0; i < objects->length; i++) {
        char path[PATH_MAX];
        rl_list_add(&argv, realpath(objects->items[i], path) ? path : objects->items[i]);
    }
    struct rl_toolchain_result result;
    rl_toolchain_tool(command, (const char *const *)argv.items, &result);
    bool fine = take_step(build, &result, RL_RUN_COMPILE_ERROR);
    rl_toolchain_result_free(&result);
    rl_list_free(&argv);
    return fine;
}

static bool write_renames(const struct rl_run_request *request, const struct rl_imports *imports,
                          struct rl_explore_build *build)
{
    char *path = rl_text_format("%s/" RENAMES, request->work_dir);
    FILE *file = fopen(path, "we");
    bool fine = file != NULL;
    for (size_t i = 0; fine && i < imports->renames.length; i++)
        fine = fprintf(file, "%s rlx_%s\n", imports->renames.items[i], imports->renames.items[i]) > 0;
    if (file && fclose(file) != 0)
        fine = false;
    if (!fine)
        fail(build, RL_RUN_INFRA,
             rl_text_format("cannot write %s: %s. Make room, or set TMPDIR to another folder", path,
                            strerror(errno)));
    free(path);
    return fine;
}

/* Renames what is modelled, gives the program's writable data to the runtime, and keeps every other name of
 * the program to itself: a function called like one of libc's must not take its place in the runtime. */
static bool rename_symbols(const struct rl_toolchain_command *command, const char *combined,
                           struct rl_explore_build *build)
{
    const char *head[] = {"objcopy", "--redefine-syms=" RENAMES, "--keep-global-symbol=rlx_main", NULL};
    struct rl_list argv = RL_LIST_INIT;
    rl_list_add_all(&argv, head);
    struct rl_object object;
    char *why = NULL;
    if (!rl_object_open(&object, combined, &why)) {
        rl_list_free(&argv);
        return fail(build, RL_RUN_INFRA, why);
    }
    for (size_t i = 1;; i++) {
        const char *name = NULL;
        enum rl_object_data data = rl_object_writable(&object, i, &name);
        if (data == RL_OBJECT_END)
            break;
        if (data != RL_OBJECT_OTHER)
            rl_list_addf(&argv, "--rename-section=%s=%s", name, data == RL_OBJECT_BSS ? "rlxbss" : "rlxdata");
    }
    rl_object_close(&object);
    rl_list_add(&argv, COMBINED);
    rl_list_add(&argv, RENAMED);
    struct rl_toolchain_result result;
    rl_toolchain_tool(command, (const char *const *)argv.items, &result);
    bool fine = take_step(build, &result, RL_RUN_INFRA);
    rl_toolchain_result_free(&result);
    rl_list_free(&argv);
    return fine;
}

static bool link_program(const struct rl_toolchain_command *command, struct rl_explore_build *build)
{
    char *why = NULL;
    char *runtime = rl_explore_runtime(&why);
    if (!runtime)
        return fail(build, RL_RUN_INFRA, why);
    const char *libs[] = {"-Wl,--whole-archive", runtime, "-Wl,--no-whole-archive", "-lm", NULL};
    struct rl_toolchain_command linking = *command;
    linking.libs = libs;
    struct rl_toolchain_result result = {.status = RL_TOOLCHAIN_OK};
    char *renamed = rl_text_format("%s/" RENAMED, command->work_dir);
    rl_list_add(&result.objects, renamed);
    rl_toolchain_link(&linking, &result);
    bool fine = take_step(build, &result, RL_RUN_INFRA);
    if (fine)
        build->program = rl_text_copy(result.program);
    rl_toolchain_result_free(&result);
    free(renamed);
    free(runtime);
    return fine;
}

/* What the first run in this work folder built, if it still lies there. */
static bool find_program(const struct rl_run_request *request, struct rl_explore_build *build)
{
    char *combined = rl_text_format("%s/" COMBINED, request->work_dir);
    char *program = rl_text_format("%s/program", request->work_dir);
    bool found = rl_reuse_find(combined, program, &build->compiler_output);
    if (found)
        build->program = program;
    else
        free(program);
    free(combined);
    return found;
}

static bool judge_and_link(const struct rl_run_request *request, const struct rl_toolchain_command *command,
                           struct rl_explore_build *build)
{
    struct rl_text options = RL_TEXT_INIT;
    rl_text_addf(&options, "%d %d %d %lu %d", (int)request->scale, request->scale_step, request->all_accesses,
                 request->max_steps, request->is_lab);
    for (size_t i = 0; request->args && request->args[i]; i++)
        rl_text_addf(&options, " %s", request->args[i]);
    char *combined = rl_text_format("%s/" COMBINED, request->work_dir);
    struct rl_imports imports;
    rl_imports_judge(combined, options.data, &imports);
    bool fine = imports.status == RL_RUN_OK;
    if (!fine)
        fail(build, imports.status, rl_text_copy(imports.reason));
    if (fine && !build->program) {
        fine = write_renames(request, &imports, build) && rename_symbols(command, combined, build) &&
               link_program(command, build);
        if (fine)
            rl_reuse_note(combined, build->program, build->compiler_output);
    }
    if (fine)
        build->tag = rl_text_copy(imports.tag);
    rl_imports_free(&imports);
    rl_text_free(&options);
    free(combined);
    return fine;
}

static bool keep_going(void *ctx)
{
    const struct rl_run_request *request = ctx;
    return !request->progress || request->progress(request->ctx, 0, request->budget);
}

static void compile_and_link(const struct rl_run_request *request, const struct rl_toolchain_command *command,
                             struct rl_explore_build *build)
{
    struct rl_toolchain_result compiled;
    rl_toolchain_compile(command, &compiled);
    if (take_step(build, &compiled, RL_RUN_COMPILE_ERROR) && combine(command, &compiled.objects, build))
        judge_and_link(request, command, build);
    rl_toolchain_result_free(&compiled);
}

void rl_explore_build(const struct rl_run_request *request, struct rl_explore_build *build)
{
    *build = (struct rl_explore_build){.status = RL_RUN_OK};
    char *why = NULL;
    const struct rl_toolchain *toolchain = rl_toolchain_find(request->compiler, &why);
    if (!toolchain) {
        fail(build, RL_RUN_INFRA, why);
        return;
    }
    if (!check_inputs(request, build))
        return;
    struct rl_list include_dirs = RL_LIST_INIT; /* ours first: see sanitizers/explore/include */
    rl_list_add(&include_dirs, rl_resources_explore_include());
    rl_list_add_all(&include_dirs, request->include_dirs);
    const struct rl_toolchain_command command = {
        .toolchain = toolchain,
        .build = RL_BUILD_EXPLORE,
        .sources = request->sources,
        .include_dirs = (const char *const *)include_dirs.items,
        .cflags = request->cflags,
        .work_dir = request->work_dir,
        .progress = keep_going,
        .ctx = (void *)request,
    };
    if (find_program(request, build))
        judge_and_link(request, &command, build);
    else
        compile_and_link(request, &command, build);
    rl_list_free(&include_dirs);
}

void rl_explore_build_free(struct rl_explore_build *build)
{
    free(build->reason);
    free(build->compiler_output);
    free(build->program);
    free(build->tag);
    *build = (struct rl_explore_build){.status = RL_RUN_OK};
}
