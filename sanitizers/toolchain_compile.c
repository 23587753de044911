/* SPDX-License-Identifier: MIT */
/* Compiles and links: one process a source file, as many at a time as there are processors. */
#define _GNU_SOURCE
#include "process.h"
#include "toolchain.h"
#include "resources.h"
#include "toolchain_cache.h"
#include "toolchain_words.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    COMPILE_WALL_MS = 60000,
    COMPILE_CPU_MS = 30000,
    COMPILE_CPU_BOXED_MS = 5000, /* a lab's file takes 0.1 s */
    COMPILE_OUTPUT = 256 * 1024,
    WORKERS_MOST = 8,
};
static const size_t compile_memory = (size_t)4 << 30, compile_memory_boxed = (size_t)1 << 30;
static const size_t compile_file = (size_t)512 << 20, compile_file_boxed = (size_t)128 << 20;

struct unit {
    const char *source;
    char *object;
    bool is_c;
    struct rl_process_result run;
};

struct pool {
    const struct rl_toolchain_command *command;
    struct unit *units;
    size_t count;
    atomic_size_t next;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The caller's environment, with the compiler's words in English and its temporary files in our folder. In
 * the sandbox nothing of it: it may hold secrets, and a submission's line can show up in a message. */
static void make_env(const char *work_dir, struct rl_list *env)
{
    for (char **variable = environ; *variable && !rl_sandbox_used(); variable++) {
        if (strncmp(*variable, "LC_ALL=", 7) != 0 && strncmp(*variable, "TMPDIR=", 7) != 0)
            rl_list_add(env, *variable);
    }
    if (rl_sandbox_used())
        rl_list_add(env, "PATH=/usr/local/bin:/usr/bin:/bin");
    rl_list_add(env, "LC_ALL=C");
    rl_list_addf(env, "TMPDIR=%s", work_dir);
}

/* sources: those that this tool reads. In the sandbox it does not even see the others: a file could ask
 * whether they are there, and be another program when it is looked at alone. */
static void run_tool(const struct rl_toolchain_command *command, const char *const *argv,
                     const char *const *sources, const char *cwd, bool with_progress,
                     struct rl_process_result *run)
{
    struct rl_list env = RL_LIST_INIT;
    make_env(command->work_dir, &env);
    struct rl_list read = RL_LIST_INIT;
    rl_list_add_all(&read, sources);
    rl_list_add(&read, rl_resources_lib());
    const struct rl_sandbox_box box = {.compiles = true,
                                       .folder = command->work_dir,
                                       .read = (const char *const *)read.items,
                                       .headers = command->include_dirs};
    struct rl_process_request request = {
        .argv = argv,
        .env = (const char *const *)env.items,
        .box = &box,
        .cwd = cwd,
        .cpu_ms = rl_sandbox_used() ? COMPILE_CPU_BOXED_MS : COMPILE_CPU_MS,
        .wall_ms = COMPILE_WALL_MS,
        .output_cap = COMPILE_OUTPUT,
        .memory_limit = rl_sandbox_used() ? compile_memory_boxed : compile_memory,
        .file_limit = rl_sandbox_used() ? compile_file_boxed : compile_file,
        .progress = with_progress ? command->progress : NULL,
        .ctx = command->ctx,
    };
    rl_process_run(&request, run);
    rl_list_free(&env);
    rl_list_free(&read);
}

/* __FILE__ of a source with an absolute path is its base name: what a program prints is then the same
 * everywhere. */
static void add_prefix_map(const char *source, struct rl_list *argv)
{
    const char *slash = strrchr(source, '/');
    if (slash && source[0] == '/')
        rl_list_addf(argv, "-fmacro-prefix-map=%.*s/=", (int)(slash - source), source);
}

static void compile_unit(const struct rl_toolchain_command *command, struct unit *unit, bool with_progress)
{
    struct rl_list argv = RL_LIST_INIT;
    rl_list_add(&argv, command->toolchain->path);
    rl_toolchain_add_compile_flags(command->toolchain, command->build, &argv);
    /* primitives/ comes after the system's folders: <semaphore.h> is libc's, not primitives/semaphore.h. */
    for (size_t i = 0; command->include_dirs && command->include_dirs[i]; i++)
        rl_list_addf(&argv, "%s%s",
                     strcmp(command->include_dirs[i], rl_resources_primitives()) == 0 ? "-idirafter" : "-I",
                     command->include_dirs[i]);
    rl_list_add_all(&argv, command->cflags);
    add_prefix_map(unit->source, &argv);
    const char *tail[] = {"-c", "-x", "c", unit->source, NULL};
    rl_list_add_all(&argv, tail);
    char *key = rl_toolchain_cache_key((const char *const *)argv.items, unit->source);
    if (!key || !rl_toolchain_cache_get(key, unit->object, &unit->run)) {
        rl_list_add(&argv, "-o");
        rl_list_add(&argv, unit->object);
        run_tool(command, (const char *const *)argv.items, (const char *const[]){unit->source, NULL}, NULL,
                 with_progress, &unit->run);
        if (key)
            rl_toolchain_cache_put(key, unit->object, &unit->run);
    }
    free(key);
    rl_list_free(&argv);
}

static void work(struct pool *pool, bool with_progress)
{
    for (size_t i; (i = atomic_fetch_add(&pool->next, 1)) < pool->count;) {
        if (pool->units[i].is_c)
            compile_unit(pool->command, &pool->units[i], with_progress);
    }
}

static void *worker(void *pool)
{
    work(pool, false);
    return NULL;
}

static size_t processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? (size_t)CPU_COUNT(&set) : 1;
}

static void work_in_parallel(struct pool *pool)
{
    pthread_t workers[WORKERS_MOST];
    size_t started = 0;
    size_t wanted = processors() < pool->count ? processors() : pool->count;
    while (started + 1 < wanted && started < WORKERS_MOST &&
           pthread_create(&workers[started], NULL, worker, pool) == 0)
        started++;
    work(pool, true);
    for (size_t i = 0; i < started; i++)
        pthread_join(workers[i], NULL);
}

static bool has_suffix(const char *string, const char *suffix)
{
    size_t length = strlen(string), tail = strlen(suffix);
    return length >= tail && strcmp(string + length - tail, suffix) == 0;
}

/* counter.c becomes counter.o; a second file of that name counter-2.o. */
static char *object_path(const struct rl_toolchain_command *command, size_t index)
{
    const char *slash = strrchr(command->sources[index], '/');
    const char *base = slash ? slash + 1 : command->sources[index];
    int length = (int)(has_suffix(base, ".c") ? strlen(base) - 2 : strlen(base));
    size_t earlier = 0;
    for (size_t i = 0; i < index; i++) {
        const char *other = strrchr(command->sources[i], '/');
        earlier += strcmp(other ? other + 1 : command->sources[i], base) == 0;
    }
    return earlier ? rl_text_format("%s/%.*s-%zu.o", command->work_dir, length, base, earlier + 1)
                   : rl_text_format("%s/%.*s.o", command->work_dir, length, base);
}

/* The kernel ended a process of the compiler's, or it noticed itself. */
static bool file_too_large(const struct rl_process_result *run)
{
    return strstr(run->output, "File size limit exceeded") || strstr(run->output, "File too large");
}

static enum rl_toolchain_status status_of(const struct rl_process_result *run,
                                          enum rl_toolchain_status failed)
{
    switch (run->end) {
    case RL_PROCESS_EXITED:
        if (run->exit_status == 0)
            return RL_TOOLCHAIN_OK;
        if (file_too_large(run))
            return RL_TOOLCHAIN_LIMIT;
        return rl_words_blame_machine(run->output) ? RL_TOOLCHAIN_INFRA : failed;
    case RL_PROCESS_CPU:
    case RL_PROCESS_WALL:
    case RL_PROCESS_STALLED:
    case RL_PROCESS_OUTPUT:
    case RL_PROCESS_MEMORY:
        return RL_TOOLCHAIN_LIMIT;
    case RL_PROCESS_SIGNALLED:
        return run->signal == SIGXFSZ ? RL_TOOLCHAIN_LIMIT : RL_TOOLCHAIN_INFRA;
    case RL_PROCESS_STOPPED:
    case RL_PROCESS_INTERRUPTED:
        return RL_TOOLCHAIN_INTERRUPTED;
    default:
        return RL_TOOLCHAIN_INFRA;
    }
}

static char *reason_of(enum rl_toolchain_status status, const struct rl_process_result *run, const char *what)
{
    switch (status) {
    case RL_TOOLCHAIN_COMPILE_ERROR:
        return rl_text_format("%s does not compile", what);
    case RL_TOOLCHAIN_LINK_ERROR:
        return rl_words_of_link_error(run->output);
    case RL_TOOLCHAIN_LIMIT:
        return rl_text_format("the compiler was stopped on %s: it used too much %s", what,
                              run->end == RL_PROCESS_OUTPUT                                       ? "output"
                              : run->end == RL_PROCESS_MEMORY                                     ? "memory"
                              : run->end == RL_PROCESS_EXITED || run->end == RL_PROCESS_SIGNALLED ? "disk"
                                                                                                  : "time");
    case RL_TOOLCHAIN_INTERRUPTED:
        return rl_text_copy("interrupted");
    default:
        if (run->end == RL_PROCESS_EXITED)
            return rl_text_format("the compiler could not do its work on %s: %s", what,
                                  rl_words_blame_machine(run->output));
        return run->error
                   ? rl_text_format("the compiler does not run: %s", run->error)
                   : rl_text_format("the compiler broke down on %s (%s); try another one with --compiler",
                                    what,
                                    run->end == RL_PROCESS_STARVED ? "the machine is too busy"
                                    : run->signal == SIGKILL       ? "a signal ended it"
                                                                   : "it broke down; try another compiler");
    }
}

static void take_words(const struct rl_toolchain_command *command, const struct rl_process_result *run,
                       struct rl_text *words)
{
    char *showable = rl_text_showable(run->output, run->output_len);
    char *clean = rl_words_without_paths(showable, command);
    free(showable);
    rl_text_add(words, clean);
    if (run->output_truncated)
        rl_text_add(words, "\n[more of the compiler's words were dropped]\n");
    free(clean);
}

/* Of several failures the first source's counts, so that the answer does not depend on which was compiled
 * first. */
static void take_unit(const struct rl_toolchain_command *command, struct unit *unit, struct rl_text *words,
                      struct rl_toolchain_result *result)
{
    rl_list_add(&result->objects, unit->is_c ? unit->object : unit->source);
    if (!unit->is_c)
        return;
    enum rl_toolchain_status status = status_of(&unit->run, RL_TOOLCHAIN_COMPILE_ERROR);
    if (status != RL_TOOLCHAIN_OK && result->status == RL_TOOLCHAIN_OK) {
        result->status = status;
        result->reason =
            reason_of(status, &unit->run, rl_toolchain_display_name(command->sources, unit->source));
    }
    take_words(command, &unit->run, words);
    rl_process_result_free(&unit->run);
}

static bool all_readable(const struct rl_toolchain_command *command, struct rl_toolchain_result *result)
{
    for (size_t i = 0; command->sources[i]; i++) {
        if (access(command->sources[i], R_OK) == 0)
            continue;
        result->status = RL_TOOLCHAIN_COMPILE_ERROR;
        result->reason =
            rl_text_format("cannot read %s: %s",
                           rl_toolchain_display_name(command->sources, command->sources[i]), strerror(errno));
        return false;
    }
    return true;
}

void rl_toolchain_compile(const struct rl_toolchain_command *command, struct rl_toolchain_result *result)
{
    *result = (struct rl_toolchain_result){.status = RL_TOOLCHAIN_OK};
    double started = now();
    struct pool pool = {.command = command};
    while (command->sources[pool.count])
        pool.count++;
    if (!all_readable(command, result))
        return;
    pool.units = rl_alloc(pool.count * sizeof *pool.units);
    for (size_t i = 0; i < pool.count; i++) {
        const char *source = command->sources[i];
        bool is_c = !has_suffix(source, ".o") && !has_suffix(source, ".a");
        pool.units[i] = (struct unit){.source = source, .is_c = is_c};
        pool.units[i].object = object_path(command, i);
    }
    work_in_parallel(&pool);
    struct rl_text words = RL_TEXT_INIT;
    for (size_t i = 0; i < pool.count; i++) {
        take_unit(command, &pool.units[i], &words, result);
        free(pool.units[i].object);
    }
    result->diagnostics = words.length ? rl_text_take(&words) : NULL;
    rl_text_free(&words);
    free(pool.units);
    result->seconds = now() - started;
}

/* Runs one tool, and adds its words and what came of it to the result. */
static void finish_with(const struct rl_toolchain_command *command, const char *const *argv, const char *cwd,
                        const char *what, struct rl_toolchain_result *result)
{
    double started = now();
    struct rl_process_result run;
    run_tool(command, argv, command->sources, cwd, true, &run);
    result->status = status_of(&run, RL_TOOLCHAIN_LINK_ERROR);
    struct rl_text words = RL_TEXT_INIT;
    if (result->diagnostics)
        rl_text_add(&words, result->diagnostics);
    take_words(command, &run, &words);
    if (result->status != RL_TOOLCHAIN_OK) {
        free(result->reason);
        result->reason = reason_of(result->status, &run, what);
    }
    free(result->diagnostics);
    result->diagnostics = words.length ? rl_text_take(&words) : NULL;
    rl_text_free(&words);
    rl_process_result_free(&run);
    result->seconds += now() - started;
}

void rl_toolchain_link(const struct rl_toolchain_command *command, struct rl_toolchain_result *result)
{
    struct rl_list argv = RL_LIST_INIT;
    rl_list_add(&argv, command->toolchain->path);
    rl_toolchain_add_link_flags(command->toolchain, command->build, &argv);
    result->program = rl_text_format("%s/program", command->work_dir);
    rl_list_add(&argv, "-o");
    rl_list_add(&argv, result->program);
    rl_list_add_all(&argv, command->extra_objects);
    rl_list_add_all(&argv, (const char *const *)result->objects.items);
    rl_list_add_all(&argv, command->libs);
    finish_with(command, (const char *const *)argv.items, NULL, "the program", result);
    rl_list_free(&argv);
}

void rl_toolchain_tool(const struct rl_toolchain_command *command, const char *const *argv,
                       struct rl_toolchain_result *result)
{
    *result = (struct rl_toolchain_result){.status = RL_TOOLCHAIN_OK};
    finish_with(command, argv, command->work_dir, argv[0], result);
}

void rl_toolchain_result_free(struct rl_toolchain_result *result)
{
    free(result->reason);
    free(result->diagnostics);
    free(result->program);
    rl_list_free(&result->objects);
    *result = (struct rl_toolchain_result){.status = RL_TOOLCHAIN_OK};
}
