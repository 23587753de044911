/* SPDX-License-Identifier: MIT */
/* Builds the executable of a run: compile, look for forbidden names, link with the lab's runtime. */
#define _GNU_SOURCE
#include "program_build.h"
#include "resources.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* An executable that this process built, and what it looked like then: a program that has run in the meantime
 * cannot replace it unseen, because it cannot set the time of the last change (st_ctim). */
struct built {
    char *path;
    enum rl_build build;
    char *words;
    struct stat stat;
    struct built *next;
};

enum {
    BUILT_MOST = 512
}; /* more than are judged at a time; those of a whole class would be a heap of nothing */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct built *all_built; /* protected by lock; newest first */

static void free_built(struct built *built)
{
    free(built->path);
    free(built->words);
    free(built);
}

/* With the lock held. */
static void forget_oldest(void)
{
    struct built **end = &all_built;
    for (int i = 0; *end && i < BUILT_MOST; i++)
        end = &(*end)->next;
    while (*end) {
        struct built *old = *end;
        *end = old->next;
        free_built(old);
    }
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

static bool find_built(struct rl_program *program)
{
    struct stat now;
    bool found = false;
    pthread_mutex_lock(&lock);
    for (struct built *built = all_built; built && !found; built = built->next) {
        found = strcmp(built->path, program->path) == 0 && built->build == program->kind->build &&
                stat(program->path, &now) == 0 && same_file(&now, &built->stat);
        if (found)
            program->out->compiler_output = rl_text_copy(built->words);
    }
    pthread_mutex_unlock(&lock);
    return found;
}

static void remember_built(const struct rl_program *program)
{
    struct built *built = rl_alloc(sizeof *built);
    *built = (struct built){.path = rl_text_copy(program->path),
                            .build = program->kind->build,
                            .words = rl_text_copy(program->out->compiler_output)};
    if (stat(program->path, &built->stat) != 0) {
        free_built(built);
        return;
    }
    pthread_mutex_lock(&lock);
    for (struct built **link = &all_built; *link; link = &(*link)->next) {
        if (strcmp((*link)->path, built->path) == 0) {
            struct built *old = *link;
            *link = old->next;
            free_built(old);
            break;
        }
    }
    built->next = all_built;
    all_built = built;
    forget_oldest();
    pthread_mutex_unlock(&lock);
}

static bool has_prefix(const char *string, const char *prefix)
{
    return strncmp(string, prefix, strlen(prefix)) == 0;
}

bool rl_program_is_reserved(const char *symbol, bool defined)
{
    static const char *const reserved[] = {
        "__tsan_",      "__asan_",     "__ubsan_",    "__lsan_",     "__sanitizer_",  "__interceptor",
        "rl_lab_hook_", "rl_runtime_", "__wrap_main", "__real_main", "__assert_fail", "__interception"};
    static const char *const switches[] = {"__sanitizer_set_",  "__tsan_ignore_",     "__lsan_disable",
                                           "__lsan_ignore",     "__asan_set_death",   "__asan_set_err",
                                           "__asan_poison_mem", "__asan_unpoison_mem"};
    for (size_t i = 0; defined && i < sizeof reserved / sizeof *reserved; i++) {
        if (has_prefix(symbol, reserved[i]))
            return true;
    }
    for (size_t i = 0; !defined && i < sizeof switches / sizeof *switches; i++) {
        if (has_prefix(symbol, switches[i]))
            return true;
    }
    return false;
}

void rl_program_add_support(const struct rl_program_kind *kind, struct rl_list *objects)
{
    rl_list_add(objects, "-Wl,--whole-archive");
    rl_list_addf(objects, "%s/%s", rl_resources_lib(), kind->support);
    rl_list_add(objects, "-Wl,--no-whole-archive");
}

static bool fail(struct rl_program *program, enum rl_run_status status, char *reason)
{
    program->out->status = status;
    free(program->out->reason);
    program->out->reason = reason;
    return false;
}

static bool fail_as(struct rl_program *program, const struct rl_toolchain_result *result)
{
    switch (result->status) {
    case RL_TOOLCHAIN_COMPILE_ERROR:
    case RL_TOOLCHAIN_LINK_ERROR:
        return fail(program, RL_RUN_COMPILE_ERROR, rl_text_copy(result->reason));
    case RL_TOOLCHAIN_LIMIT:
    case RL_TOOLCHAIN_INTERRUPTED:
        return fail(program, RL_RUN_LIMIT, rl_text_copy(result->reason));
    default:
        return fail(program, RL_RUN_INFRA, rl_text_copy(result->reason));
    }
}

static bool check_symbols(struct rl_program *program, const struct rl_toolchain_result *result)
{
    for (size_t i = 0; i < result->objects.length; i++) {
        char *symbol = rl_toolchain_find_symbol(result->objects.items[i], program->kind->forbids);
        if (!symbol)
            continue;
        char *reason = rl_text_format(
            "%s has to do with %s, which belongs to the tool that checks the program: leave it "
            "out",
            rl_toolchain_display_name(program->request->sources, program->request->sources[i]), symbol);
        free(symbol);
        return fail(program, RL_RUN_REJECTED, reason);
    }
    return true;
}

/* A second definition of what the support archive occupies shows only at the link when it comes in an
 * archive. */
static bool is_tampering(const struct rl_toolchain_result *result)
{
    static const char *const intros[] = {"multiple definition of `__tsan_", "multiple definition of `__asan_",
                                         "multiple definition of `__lsan_",
                                         "multiple definition of `__ubsan_",
                                         "multiple definition of `rl_lab_hook_"};
    for (size_t i = 0; result->diagnostics && i < sizeof intros / sizeof *intros; i++) {
        if (strstr(result->diagnostics, intros[i]))
            return true;
    }
    return false;
}

struct progress {
    const struct rl_run_request *request;
};

static bool forward_progress(void *ctx)
{
    const struct rl_run_request *request = ((struct progress *)ctx)->request;
    return request->progress(request->ctx, 0, 1);
}

static bool build(struct rl_program *program, const struct rl_toolchain_command *command,
                  struct rl_toolchain_result *result)
{
    rl_toolchain_compile(command, result);
    bool done = result->status == RL_TOOLCHAIN_OK ? check_symbols(program, result) : fail_as(program, result);
    if (done) {
        rl_toolchain_link(command, result);
        if (result->status == RL_TOOLCHAIN_LINK_ERROR && is_tampering(result))
            done = fail(
                program, RL_RUN_REJECTED,
                rl_text_format("the program defines a function that belongs to the tool that checks it (%s)",
                               result->reason));
        else if (result->status != RL_TOOLCHAIN_OK)
            done = fail_as(program, result);
    }
    program->out->compiler_output = rl_text_copy(result->diagnostics);
    program->out->compile_seconds = result->seconds;
    return done;
}

bool rl_program_build(struct rl_program *program)
{
    const struct rl_run_request *request = program->request;
    program->path = rl_text_format("%s/program", request->work_dir);
    if (find_built(program))
        return true;
    struct rl_list objects = RL_LIST_INIT, includes = RL_LIST_INIT;
    rl_program_add_support(program->kind, &objects);
    rl_list_add_all(&includes, request->include_dirs);
    rl_list_add(&includes, rl_resources_include());
    struct progress progress = {request};
    struct rl_toolchain_command command = {
        .toolchain = program->toolchain,
        .build = program->kind->build,
        .sources = request->sources,
        .include_dirs = (const char *const *)includes.items,
        .cflags = request->cflags,
        .libs = request->libs,
        .extra_objects = (const char *const *)objects.items,
        .work_dir = request->work_dir,
        .progress = request->progress ? forward_progress : NULL,
        .ctx = &progress,
    };
    struct rl_toolchain_result result;
    bool done = build(program, &command, &result);
    if (done)
        remember_built(program);
    rl_toolchain_result_free(&result);
    rl_list_free(&objects);
    rl_list_free(&includes);
    return done;
}
