/* SPDX-License-Identifier: MIT */
/* Runs programs of which it is known what a sanitizer must say, so that "no report" means that there was
 * nothing to report. */
#define _GNU_SOURCE
#include "canary.h"
#include "program_build.h"
#include "resources.h"
#include "workdir.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KNOWN_MOST = 32, OVERRIDES_MOST = 4, CANARY_WALL_MS = 20000 };

struct asked {
    const struct rl_canary_set *set;
    const char *compiler; /* path */
    char *why;            /* NULL: all came out right */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct asked asked[KNOWN_MOST]; /* protected by lock */
static size_t asked_count;             /* protected by lock */
static struct {
    const char *name, *path;
} overrides[OVERRIDES_MOST]; /* protected by lock */

/* "clang 14.0.6" built its canary to canary/clang-14.0.6/NAME when racelab was built; NULL: it did not. */
static char *built_canary(const struct rl_toolchain *toolchain, const char *name)
{
    char *path = rl_text_format("%s/canary/%s/%s", rl_resources_lib(), toolchain->version, name);
    char *space = strchr(path + strlen(rl_resources_lib()), ' ');
    if (space)
        *space = '-';
    if (access(path, X_OK) == 0)
        return path;
    free(path);
    return NULL;
}

static char *compile_canary(const struct rl_canary_set *set, const struct rl_toolchain *toolchain,
                            const char *name, const char *work_dir, char **why)
{
    char *source = rl_text_format("%s/canary/canary_%s.c", rl_resources_lib(), name);
    const char *const sources[] = {source, NULL};
    struct rl_list support = RL_LIST_INIT;
    rl_program_add_support(set->kind, &support);
    struct rl_toolchain_command command = {.toolchain = toolchain,
                                           .build = set->kind->build,
                                           .sources = sources,
                                           .extra_objects = (const char *const *)support.items,
                                           .work_dir = work_dir};
    struct rl_toolchain_result result;
    rl_toolchain_compile(&command, &result);
    if (result.status == RL_TOOLCHAIN_OK)
        rl_toolchain_link(&command, &result);
    char *program = result.status == RL_TOOLCHAIN_OK ? rl_text_copy(result.program) : NULL;
    if (!program && result.status == RL_TOOLCHAIN_LINK_ERROR)
        *why = rl_text_format(
            "%s cannot build a program with %s (%s); install its runtime: sudo apt-get install %s",
            toolchain->version, set->tool, result.reason,
            toolchain->kind == RL_COMPILER_CLANG ? "libclang-rt-dev (or libclang-rt-14-dev)" : "gcc");
    else if (!program)
        *why = rl_text_format("%s cannot build a program with %s: %s", toolchain->version, set->tool,
                              result.reason);
    rl_toolchain_result_free(&result);
    rl_list_free(&support);
    free(source);
    return program;
}

static char *failure_words(const struct rl_canary_set *set, const struct rl_process_result *run,
                           const char *log)
{
    bool start = run->end == RL_PROCESS_SIGNALLED || strstr(log, "FATAL") || strstr(run->output, "FATAL") ||
                 strstr(log, "memory mapping") || strstr(run->output, "memory mapping");
    return rl_text_format("%s does not work here: %s. Nothing was judged. Most often the addresses of "
                          "programs are randomised too widely: "
                          "run `sudo sysctl vm.mmap_rnd_bits=28`, or start racelab under `setarch -R`; then "
                          "try `racelab doctor`",
                          set->tool,
                          start ? "a program that was built with it does not start"
                                : "it did not see a fault that is there, or saw one that is not");
}

static bool came_out_right(const struct rl_canary_set *set, const struct rl_canary *canary,
                           const struct rl_process_result *run, const char *log)
{
    if (run->end != RL_PROCESS_EXITED)
        return false;
    if (canary->sign)
        return run->exit_status != 0 && (strstr(run->evidence, canary->sign) || strstr(log, canary->sign));
    return run->exit_status == 0 && strstr(run->evidence, "\"how\":\"return\"") &&
           !strstr(run->evidence, set->report_sign);
}

static bool try(const struct rl_canary_set *set, const struct rl_canary *canary, const char *program,
                const char *work_dir, char **why)
{
    struct rl_run_request request = {.is_lab = true};
    struct rl_program shell = {.request = &request,
                               .log = rl_text_format("%s/log-%s", work_dir, canary->name)};
    struct rl_list env = RL_LIST_INIT;
    set->kind->add_env(&shell, &env);
    rl_list_add(&env, "RACELAB_TOKEN=canary");
    const char *const argv[] = {program, NULL};
    struct rl_process_request process = {.argv = argv,
                                         .env = (const char *const *)env.items,
                                         .cwd = work_dir,
                                         .wall_ms = CANARY_WALL_MS,
                                         .fixed_addresses = set->kind->fixed_addresses,
                                         .evidence_cap = 64 * 1024};
    struct rl_process_result run;
    rl_process_run(&process, &run);
    char *log = rl_program_read_log(&shell);
    bool right = came_out_right(set, canary, &run, log);
    if (run.end == RL_PROCESS_INTERRUPTED)
        *why = rl_text_copy("interrupted");
    else if (!right)
        *why = failure_words(set, &run, log);
    rl_process_result_free(&run);
    rl_list_free(&env);
    free(log);
    free(shell.log);
    return right;
}

static char *program_of(const struct rl_canary_set *set, const struct rl_toolchain *toolchain,
                        const char *name, const char *work_dir, char **why)
{
    for (size_t i = 0; i < OVERRIDES_MOST; i++) {
        if (overrides[i].name && strcmp(overrides[i].name, name) == 0)
            return rl_text_copy(overrides[i].path);
    }
    char *built = built_canary(toolchain, name);
    return built ? built : compile_canary(set, toolchain, name, work_dir, why);
}

/* NULL: all came out right. */
static char *try_all(const struct rl_canary_set *set, const struct rl_toolchain *toolchain)
{
    char *why = NULL;
    char *work_dir = rl_workdir_create(&why);
    size_t count = sizeof set->canaries / sizeof *set->canaries;
    for (size_t i = 0; work_dir && !why && i < count && set->canaries[i].name; i++) {
        char *program = program_of(set, toolchain, set->canaries[i].name, work_dir, &why);
        if (program)
            try(set, &set->canaries[i], program, work_dir, &why);
        free(program);
    }
    rl_workdir_remove(work_dir);
    return why;
}

static struct asked *find_asked(const struct rl_canary_set *set, const struct rl_toolchain *toolchain)
{
    for (size_t i = 0; i < asked_count; i++) {
        if (asked[i].set == set && strcmp(asked[i].compiler, toolchain->path) == 0)
            return &asked[i];
    }
    return NULL;
}

bool rl_canaries_right(const struct rl_canary_set *set, const struct rl_toolchain *toolchain, bool again,
                       char **why)
{
    pthread_mutex_lock(&lock);
    struct asked *entry = find_asked(set, toolchain);
    if (!entry || again) {
        char *answer = try_all(set, toolchain);
        if (!entry)
            entry = &asked[asked_count < KNOWN_MOST ? asked_count++ : KNOWN_MOST - 1];
        free(entry->why);
        *entry = (struct asked){set, toolchain->path, answer};
    }
    bool right = !entry->why;
    if (!right && why)
        *why = rl_text_copy(entry->why);
    if (!right && strcmp(entry->why, "interrupted") == 0) {
        /* Not an answer: the next time decides. */
        free(entry->why);
        *entry = asked[--asked_count];
        asked[asked_count] = (struct asked){0};
    }
    pthread_mutex_unlock(&lock);
    return right;
}

void rl_canary_override(const char *name, const char *path)
{
    pthread_mutex_lock(&lock);
    size_t free_slot = OVERRIDES_MOST;
    for (size_t i = OVERRIDES_MOST; i-- > 0;) {
        if (overrides[i].name && strcmp(overrides[i].name, name) == 0)
            overrides[i].name = NULL;
        if (!overrides[i].name)
            free_slot = i;
    }
    if (path && free_slot < OVERRIDES_MOST) {
        overrides[free_slot].name = name;
        overrides[free_slot].path = path;
    }
    while (asked_count > 0) {
        free(asked[--asked_count].why);
        asked[asked_count] = (struct asked){0};
    }
    pthread_mutex_unlock(&lock);
}
