/* SPDX-License-Identifier: MIT */
/* Runs the observers on a program: each in its own thread and folder, every scale step and repetition in
 * turn. */
#include "evidence.h"
#include "interleaving.h"
#include "pool.h"

#include "sanitizers/process.h"
#include "sanitizers/resources.h"
#include "sanitizers/workdir.h"

#include <stdlib.h>
#include <string.h>

struct gathering {
    const struct rl_evidence_request *request;
    struct rl_evidence *evidence;
    const char *const *sources;
    const char *const *include_dirs;
    char *folders[RL_WATCH_COUNT];
    enum rl_watcher order[RL_WATCH_COUNT];
};

static const struct rl_observer *find(const struct rl_observer *const *observers, const char *name)
{
    for (; *observers; observers++)
        if (strcmp((*observers)->name, name) == 0)
            return *observers;
    return NULL;
}

static bool go_on(void *ctx, unsigned long done, unsigned long of)
{
    (void)ctx;
    (void)done;
    (void)of;
    return !rl_interrupted;
}

/* The explorer ends a thread that hangs after eight seconds of processor time, always at the same place of
 * the search; the clock must not come first, also where others have half of the processor. */
enum { EXPLORE_LEAST_MS = 30000 };

static unsigned wall_ms(const struct rl_manifest *manifest, enum rl_watcher watcher)
{
    unsigned wall = manifest->time * 1000;
    return watcher == RL_WATCH_EXPLORE && wall < EXPLORE_LEAST_MS ? EXPLORE_LEAST_MS : wall;
}

static void fill_request(const struct gathering *with, enum rl_watcher watcher, unsigned step,
                         struct rl_run_request *out)
{
    const struct rl_manifest *manifest = with->request->manifest;
    *out = (struct rl_run_request){
        .sources = with->sources,
        .include_dirs = with->include_dirs,
        .compiler = with->request->compiler,
        .work_dir = with->folders[watcher],
        .scale = rl_manifest_scale(manifest, watcher),
        .scale_step = (int)step,
        .wall_ms = wall_ms(manifest, watcher),
        .is_lab = true,
        .waits_blocking = manifest->waits == RL_WAITS_BLOCKING,
        .budget = manifest->budget,
        .keep_going = with->request->keep_going,
        .progress = go_on,
    };
}

/* libcyaml's lists have a count and no end; observers want an end. */
static void add_all(struct rl_list *list, char **items, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        rl_list_add(list, items[i]);
}

static void shorten(char **text, const char *folder)
{
    if (*text && strstr(*text, folder)) {
        char *shorter = rl_text_replace(*text, folder, "");
        free(*text);
        *text = shorter;
    }
}

/* Files are known by their names: where they lie differs from run to run. */
static void forget_folder(const char *path, struct rl_observation *out)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return;
    char *folder = rl_text_format("%.*s", (int)(slash - path) + 1, path);
    shorten(&out->reason, folder);
    shorten(&out->compiler_output, folder);
    for (size_t i = 0; i < out->findings_len; i++) {
        shorten(&out->findings[i].words, folder);
        shorten(&out->findings[i].object, folder);
    }
    free(folder);
}

/* Executions of the explorer at the scale of the other observers, and operations in each. */
enum { SAMPLES = 10, SAMPLE_STEPS = 200000 };

/* A fault of racelab or of the machine gets one more try. `replayed`: this schedule, step by step; NULL: a
 * run. */
static void run_as(const struct gathering *with, const struct rl_observer *observer, enum rl_watcher watcher,
                   unsigned step, struct rl_interleaving *replayed, bool sampled, struct rl_observation *out)
{
    const struct rl_manifest *manifest = with->request->manifest;
    struct rl_list cflags = RL_LIST_INIT, libs = RL_LIST_INIT;
    rl_list_add(&cflags, "-iquote"); /* for "rcu.h"; with -I the primitives' semaphore.h would hide libc's */
    rl_list_add(&cflags, rl_resources_primitives());
    add_all(&cflags, manifest->compile.cflags, manifest->compile.cflags_count);
    add_all(&libs, manifest->compile.libs, manifest->compile.libs_count);
    struct rl_run_request run;
    fill_request(with, watcher, step, &run);
    run.cflags = (const char *const *)cflags.items;
    run.libs = (const char *const *)libs.items;
    if (sampled) {
        run.scale = RL_SCALE_LARGE;
        run.strategy = "random";
        run.budget = SAMPLES;
        run.max_steps = SAMPLE_STEPS;
        run.all_accesses = true; /* and so no search beyond these for what a race leads to */
    }
    if (replayed) {
        run.replay = replayed->schedule;
        run.on_step = rl_interleaving_step;
        run.ctx = replayed;
    }
    *out = (struct rl_observation){0};
    observer->run(&run, out);
    if (out->status == RL_RUN_INFRA && !rl_interrupted) {
        rl_observation_free(out);
        *out = (struct rl_observation){0};
        rl_workdir_clear(run.work_dir);
        observer->run(&run, out);
    }
    forget_folder(with->sources[0], out);
    forget_folder(with->sources[1], out);
    rl_list_free(&cflags);
    rl_list_free(&libs);
}

static void run_once(const struct gathering *with, const struct rl_observer *observer,
                     enum rl_watcher watcher, unsigned step, struct rl_interleaving *replayed,
                     struct rl_observation *out)
{
    run_as(with, observer, watcher, step, replayed, false, out);
}

/* More runs add nothing once it did not compile, and a program that hangs or exceeds its limits costs a whole
 * `time`. */
static bool is_enough(const struct rl_observation *observation)
{
    if (observation->status != RL_RUN_OK || rl_interrupted)
        return true;
    for (size_t i = 0; i < observation->findings_len; i++)
        if (observation->findings[i].hazard == RL_HAZARD_HANG)
            return true;
    return false;
}

/* A replay that goes wrong leaves its finding without steps: the finding stands without them. */
static void replay_failures(const struct gathering *with, const struct rl_observer *observer,
                            struct rl_watch *watch)
{
    rl_interleavings_begin(watch, with->request->traces);
    for (size_t i = 0; i < watch->interleavings_len && !rl_interrupted; i++) {
        struct rl_interleaving *interleaving = &watch->interleavings[i];
        struct rl_observation replay;
        run_once(with, observer, RL_WATCH_EXPLORE, watch->steps[interleaving->run], interleaving, &replay);
        watch->seconds += replay.compile_seconds + replay.run_seconds;
        if (replay.status != RL_RUN_OK)
            json_array_clear(interleaving->trace);
        rl_observation_free(&replay);
    }
}

static void watch(void *ctx, size_t index)
{
    struct gathering *with = ctx;
    enum rl_watcher watcher = with->order[index];
    struct rl_watch *watch = &with->evidence->watch[watcher];
    const struct rl_manifest *manifest = with->request->manifest;
    const struct rl_observer *observer = find(with->request->observers, rl_watcher_name(watcher));
    unsigned runs = rl_manifest_runs(manifest, watcher);
    if (!observer || (with->request->only && !(with->request->only & 1u << watcher)))
        return;
    watch->built = true;
    watch->available = !rl_interrupted && observer->available(with->request->compiler, &watch->why_not);
    if (!watch->available)
        return;
    unsigned steps = manifest->scale_steps_count ? manifest->scale_steps_count : 1;
    watch->planned = runs * steps;
    watch->runs = rl_alloc(watch->planned * sizeof *watch->runs);
    watch->steps = rl_alloc(watch->planned * sizeof *watch->steps);
    bool enough = false;
    for (unsigned i = 0; i < watch->planned && !enough; i++) {
        struct rl_observation *observation = &watch->runs[watch->len];
        unsigned step = manifest->scale_steps_count ? manifest->scale_steps[i / runs] : 0;
        watch->steps[watch->len++] = step;
        run_once(with, observer, watcher, step, NULL, observation);
        watch->seconds += observation->compile_seconds + observation->run_seconds;
        watch->compile_seconds += observation->compile_seconds;
        enough = is_enough(observation);
    }
    if (watcher == RL_WATCH_EXPLORE && with->request->traces > 0)
        replay_failures(with, observer, watch);
}

static void tick(void *ctx)
{
    const struct rl_evidence_request *request = ((struct gathering *)ctx)->request;
    request->tick(request->ctx);
}

/* ThreadSanitizer takes longest, so it starts first. */
static const enum rl_watcher longest_first[RL_WATCH_COUNT] = {RL_WATCH_TSAN, RL_WATCH_EXPLORE, RL_WATCH_ASAN,
                                                              RL_WATCH_NATIVE};

static bool make_folder(struct gathering *with, int watcher, char **why)
{
    char **kept = with->request->folders ? &with->request->folders[watcher] : NULL;
    with->folders[watcher] = kept && *kept ? *kept : rl_workdir_create(why);
    if (kept)
        *kept = with->folders[watcher];
    return with->folders[watcher] != NULL;
}

static bool make_folders(struct gathering *with, char **why)
{
    for (int i = 0; i < RL_WATCH_COUNT; i++)
        if (!make_folder(with, i, why))
            return false;
    return true;
}

static void leave_folders(struct gathering *with)
{
    for (int i = 0; i < RL_WATCH_COUNT && !with->request->folders; i++)
        rl_workdir_remove(with->folders[i]);
}

bool rl_evidence_gather(const struct rl_evidence_request *request, struct rl_evidence *out, char **why)
{
    *out = (struct rl_evidence){0};
    *why = NULL;
    char *scenario = rl_text_format("%s/scenario.c", request->lab_folder);
    const char *sources[] = {scenario, request->source, NULL};
    const char *include_dirs[] = {request->lab_folder, rl_resources_include(), rl_resources_primitives(),
                                  NULL};
    struct gathering with = {
        .request = request, .evidence = out, .sources = sources, .include_dirs = include_dirs};
    memcpy(with.order, longest_first, sizeof longest_first);
    bool made = make_folders(&with, why);
    if (made)
        rl_pool_run(RL_WATCH_COUNT, request->jobs, watch, request->tick ? tick : NULL, &with);
    leave_folders(&with);
    free(scenario);
    return made;
}

/* A race that ThreadSanitizer reported, or anything that happened elsewhere: at which scale step. */
static bool suspected(const struct rl_evidence *evidence, unsigned *step)
{
    for (int w = RL_WATCH_TSAN; w < RL_WATCH_COUNT; w++) {
        const struct rl_watch *watch = &evidence->watch[w];
        for (size_t i = 0; i < watch->len; i++)
            for (size_t j = 0; j < watch->runs[i].findings_len; j++)
                if (watch->runs[i].findings[j].hazard != RL_HAZARD_LOCK_ORDER) {
                    *step = watch->steps[i];
                    return true;
                }
    }
    return false;
}

/* What is found at a scale that no replay uses has no schedule to show. */
static void add_sample(struct rl_watch *watch, unsigned step, struct rl_observation *seen)
{
    for (size_t i = 0; i < seen->findings_len; i++) {
        free(seen->findings[i].schedule);
        seen->findings[i].schedule = NULL;
    }
    watch->runs = rl_grow(watch->runs, (watch->len + 1) * sizeof *watch->runs);
    watch->steps = rl_grow(watch->steps, (watch->len + 1) * sizeof *watch->steps);
    watch->runs[watch->len] = *seen;
    watch->steps[watch->len++] = step;
}

bool rl_evidence_confirm(const struct rl_evidence_request *request, struct rl_evidence *evidence)
{
    unsigned step;
    struct rl_watch *watch = &evidence->watch[RL_WATCH_EXPLORE];
    const struct rl_observer *observer = find(request->observers, rl_watcher_name(RL_WATCH_EXPLORE));
    char *why = NULL;
    if (!suspected(evidence, &step) || !observer || !watch->available)
        return false;
    char *scenario = rl_text_format("%s/scenario.c", request->lab_folder);
    const char *sources[] = {scenario, request->source, NULL};
    const char *include_dirs[] = {request->lab_folder, rl_resources_include(), rl_resources_primitives(),
                                  NULL};
    struct gathering with = {
        .request = request, .evidence = evidence, .sources = sources, .include_dirs = include_dirs};
    bool found = false;
    if (make_folder(&with, RL_WATCH_EXPLORE, &why)) {
        struct rl_observation seen;
        run_as(&with, observer, RL_WATCH_EXPLORE, step, NULL, true, &seen);
        found = seen.status == RL_RUN_OK && seen.findings_len > 0;
        if (found)
            add_sample(watch, step, &seen);
        else
            rl_observation_free(&seen);
    }
    leave_folders(&with);
    free(why);
    free(scenario);
    return found;
}

void rl_evidence_free(struct rl_evidence *evidence)
{
    for (int i = 0; i < RL_WATCH_COUNT; i++) {
        struct rl_watch *watch = &evidence->watch[i];
        for (size_t j = 0; j < watch->len; j++)
            rl_observation_free(&watch->runs[j]);
        rl_interleavings_free(watch);
        free(watch->runs);
        free(watch->steps);
        free(watch->why_not);
    }
    *evidence = (struct rl_evidence){0};
}

void rl_evidence_move(struct rl_watch *from, struct rl_watch *to)
{
    *to = *from;
    *from = (struct rl_watch){0};
}

void rl_evidence_warm(const struct rl_observer *const *observers, const char *compiler)
{
    for (; *observers; observers++) {
        char *why = NULL;
        (*observers)->available(compiler, &why);
        free(why);
    }
}
