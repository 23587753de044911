/* SPDX-License-Identifier: MIT */
/* Carries out an exploration, and writes one down so that it can be done again. */
#include "call.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "build.h"
#include "remember.h"
#include "sanitizers/resources.h"
#include "sanitizers/workdir.h"

void rl_explore_call_free(struct rl_explore_call *call)
{
    rl_list_free(&call->files);
    rl_list_free(&call->include_dirs);
    rl_list_free(&call->cflags);
    rl_list_free(&call->args);
    free(call->compiler);
    free(call->strategy);
    free(call->replay);
    *call = (struct rl_explore_call){0};
}

struct collecting {
    const struct rl_explore_call *call;
    json_t *steps;
};

/* Of a replay that runs up to the limit of steps the beginning and the end are kept. */
enum { FIRST_MOST = 1000, LAST_MOST = 200 };

static void collect_step(void *ctx, const char *text)
{
    struct collecting *collecting = ctx;
    json_t *step = json_loads(text, 0, NULL);
    if (!step)
        return;
    json_array_append_new(collecting->steps, step);
    if (json_array_size(collecting->steps) > FIRST_MOST + LAST_MOST)
        json_array_remove(collecting->steps, FIRST_MOST);
}

static bool pass_progress(void *ctx, unsigned long done, unsigned long of)
{
    const struct rl_explore_call *call = ((struct collecting *)ctx)->call;
    return !call->progress || call->progress(call->ctx, done, of);
}

static const char *const *items(const struct rl_list *list)
{
    return (const char *const *)list->items;
}

static struct rl_run_request make_request(const struct rl_explore_call *call,
                                          const struct rl_list *include_dirs, const char *folder)
{
    return (struct rl_run_request){
        .sources = items(&call->files),
        .include_dirs = items(include_dirs),
        .cflags = items(&call->cflags),
        .args = items(&call->args),
        .compiler = call->compiler,
        .work_dir = folder,
        .scale = call->scale,
        .scale_step = call->scale_step,
        .is_lab = call->is_lab,
        .waits_blocking = call->waits_blocking,
        .strategy = call->strategy,
        .all_accesses = call->all_accesses,
        .budget = call->budget,
        .max_steps = call->max_steps,
        .seed = call->seed,
        .replay = call->replay,
    };
}

char *rl_explore_call_tag(const struct rl_explore_call *call)
{
    struct rl_list include_dirs = RL_LIST_INIT;
    struct rl_explore_build build;
    char *why = NULL;
    char *folder = rl_workdir_create(&why);
    char *tag = NULL;
    free(why);
    if (!folder)
        return NULL;
    rl_list_add_all(&include_dirs, items(&call->include_dirs));
    rl_list_add(&include_dirs, rl_resources_include());
    const struct rl_run_request request = make_request(call, &include_dirs, folder);
    rl_explore_build(&request, &build);
    tag = rl_text_copy(build.tag);
    rl_explore_build_free(&build);
    rl_list_free(&include_dirs);
    rl_workdir_remove(folder);
    return tag;
}

void rl_explore_call_keep(const struct rl_explore_call *call, const struct rl_observation *observation,
                          char **why)
{
    const char *replay = NULL;
    for (size_t i = 0; i < observation->findings_len && !replay; i++)
        replay = observation->findings[i].schedule;
    bool failed = replay != NULL;
    if (observation->findings_len && !failed) {
        rl_forget_last();
        *why = rl_text_copy(
            "this failure cannot be replayed: its order of threads has more switches than are kept "
            "(65,536). Explore with a lower --max-steps, or with the strategy pct");
    }
    for (size_t i = 0; i < observation->outcomes_len && !replay; i++)
        replay = observation->outcomes[i].schedule;
    json_t *record = replay ? rl_explore_call_record(call, why) : NULL;
    if (record)
        rl_remember(record, replay, failed, why);
    json_decref(record);
}

void rl_explore_call_run(const struct rl_explore_call *call, struct rl_observation *out, json_t **steps)
{
    struct collecting collecting = {.call = call, .steps = json_array()};
    struct rl_list include_dirs = RL_LIST_INIT;
    char *why = NULL;
    char *folder = rl_workdir_create(&why);
    *steps = collecting.steps;
    if (!folder) {
        *out = (struct rl_observation){
            .observer = "explore", .status = RL_RUN_INFRA, .reason = why, .exit_status = -1};
        return;
    }
    rl_list_add_all(&include_dirs, items(&call->include_dirs));
    rl_list_add(&include_dirs, rl_resources_include());
    struct rl_run_request request = make_request(call, &include_dirs, folder);
    request.on_step = collect_step;
    request.progress = pass_progress;
    request.ctx = &collecting;
    rl_observer_find("explore")->run(&request, out);
    rl_list_free(&include_dirs);
    rl_workdir_remove(folder);
}

static json_t *list_json(const struct rl_list *list)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->length; i++)
        json_array_append_new(array, json_string(list->items[i]));
    return array;
}

json_t *rl_explore_call_record(const struct rl_explore_call *call, char **why)
{
    char folder[PATH_MAX];
    char *hash = rl_files_hash(items(&call->files), why);
    if (!hash)
        return NULL;
    if (!getcwd(folder, sizeof folder)) {
        *why =
            rl_text_format("this failure is not remembered: the current folder is gone: %s", strerror(errno));
        free(hash);
        return NULL;
    }
    json_t *record =
        json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:s*, s:b, s:I, s:i, s:i, s:b, s:b}", "schema",
                  "racelab/replay/v1", "folder", folder, "hash", hash, "files", list_json(&call->files),
                  "include_dirs", list_json(&call->include_dirs), "cflags", list_json(&call->cflags), "args",
                  list_json(&call->args), "compiler", call->compiler, "all_accesses", call->all_accesses,
                  "max_steps", (json_int_t)call->max_steps, "scale", (int)call->scale, "scale_step",
                  call->scale_step, "is_lab", call->is_lab, "waits_blocking", call->waits_blocking);
    free(hash);
    return record;
}

static void take_list(const json_t *record, const char *key, struct rl_list *list)
{
    size_t index;
    json_t *item;
    json_array_foreach(json_object_get(record, key), index, item)
    {
        if (json_is_string(item))
            rl_list_add(list, json_string_value(item));
    }
}

static void take_record(const json_t *record, struct rl_explore_call *call)
{
    take_list(record, "files", &call->files);
    take_list(record, "include_dirs", &call->include_dirs);
    take_list(record, "cflags", &call->cflags);
    take_list(record, "args", &call->args);
    call->compiler = rl_text_copy(json_string_value(json_object_get(record, "compiler")));
    call->all_accesses = json_is_true(json_object_get(record, "all_accesses"));
    call->max_steps = (unsigned long)json_integer_value(json_object_get(record, "max_steps"));
    call->scale = json_integer_value(json_object_get(record, "scale")) == RL_SCALE_LARGE ? RL_SCALE_LARGE
                                                                                         : RL_SCALE_DEFAULT;
    call->scale_step = (int)json_integer_value(json_object_get(record, "scale_step"));
    call->is_lab = json_is_true(json_object_get(record, "is_lab"));
    call->waits_blocking = json_is_true(json_object_get(record, "waits_blocking"));
}

bool rl_explore_call_recall(const json_t *record, struct rl_explore_call *call, char **why)
{
    const char *folder = json_string_value(json_object_get(record, "folder"));
    const char *remembered = json_string_value(json_object_get(record, "hash"));
    take_record(record, call);
    if (!folder || !remembered || call->files.length == 0) {
        *why = rl_text_copy("what racelab remembers of this program cannot be used. Explore it again");
        return false;
    }
    if (chdir(folder) != 0) {
        *why = rl_text_format("the program was explored in %s, which cannot be entered: %s", folder,
                              strerror(errno));
        return false;
    }
    char *hash = rl_files_hash(items(&call->files), why);
    if (!hash)
        return false;
    bool same = strcmp(hash, remembered) == 0;
    free(hash);
    if (!same) {
        struct rl_text names = RL_TEXT_INIT;
        for (size_t i = 0; i < call->files.length; i++)
            rl_text_addf(&names, "%s%s", i ? " " : "", call->files.items[i]);
        *why = rl_text_format(
            "the program has changed since this schedule was found. Explore it again: racelab explore %s",
            names.data);
        rl_text_free(&names);
    }
    return same;
}
