/* SPDX-License-Identifier: MIT */
/* Judges each file of each lab in several rounds, all of a file before the next: so only the programs of the
 * files in hand lie on the disk. */
#include "prove_repeat.h"
#include "judge.h"
#include "pool.h"

#include "sanitizers/process.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* One file of a lab, judged by one thread. */
struct task {
    const struct rl_lab *lab;
    const struct rl_manifest *manifest;
    char *name; /* "LAB/FILE" */
    const char *file;
    const json_t *before; /* what its verdicts are compared with; NULL: the first round's */
    json_t *first;
    enum rl_verdict_kind kind; /* of the first round */
    size_t verdicts, differing;
    struct rl_list differences, problems;
};

struct repeater {
    const struct rl_repeat_options *options;
    struct task *tasks;
    size_t len;
    pthread_mutex_t lock;
    struct rl_repeat_progress progress; /* protected by lock */
};

/* ----------------------------------------------------------------------------------------- is a program the
 * same? */

static bool same_bytes(const char *left, const char *right)
{
    size_t left_length = 0, right_length = 0;
    char *a = rl_text_read_file(left, &left_length), *b = rl_text_read_file(right, &right_length);
    bool same = (!a && !b) || (a && b && left_length == right_length && memcmp(a, b, left_length) == 0);
    free(a);
    free(b);
    return same;
}

static void compare_programs(struct task *task, const struct rl_judge_kept *left,
                             const struct rl_judge_kept *right)
{
    for (int i = 0; i < RL_WATCH_COUNT; i++) {
        if (!left->folders[i] || !right->folders[i])
            continue;
        char *a = rl_text_format("%s/program", left->folders[i]),
             *b = rl_text_format("%s/program", right->folders[i]);
        if (!same_bytes(a, b))
            rl_list_addf(&task->problems,
                         "%s: %s: compiled a second time, it is another program; what differs in its "
                         "verdicts may come "
                         "from there",
                         task->name, rl_watcher_name((enum rl_watcher)i));
        free(a);
        free(b);
    }
}

/* ------------------------------------------------------------------------------------------------------- the
 * rounds */

static void note_round(struct repeater *with, const struct task *task, unsigned round)
{
    pthread_mutex_lock(&with->lock);
    with->progress.round = round;
    with->progress.now = task->name;
    pthread_mutex_unlock(&with->lock);
}

static void take_verdict(struct repeater *with, struct task *task, unsigned round, json_t *verdict)
{
    struct rl_list fields = RL_LIST_INIT;
    rl_repeat_strip(verdict);
    const json_t *before = task->before ? task->before : task->first;
    bool same = !before || rl_repeat_compare(before, verdict, &fields);
    for (size_t i = 0; i < fields.length; i++)
        rl_list_addf(&task->differences, "%s: round %u: %s", task->name, round, fields.items[i]);
    rl_list_free(&fields);
    task->verdicts++;
    task->differing += !same;
    if (!task->first)
        task->first = json_incref(verdict);
    pthread_mutex_lock(&with->lock);
    with->progress.differing += !same;
    pthread_mutex_unlock(&with->lock);
}

static void judge(struct repeater *with, struct task *task, const struct rl_submission *submission,
                  unsigned round, struct rl_judge_kept *kept)
{
    struct rl_judge_options options = {.observers = with->options->observers,
                                       .compiler = with->options->compiler,
                                       .jobs = 1,
                                       .traces = 1,
                                       .kept = kept};
    struct rl_verdict verdict;
    note_round(with, task, round);
    rl_judge(task->lab, task->manifest, submission, &options, &verdict);
    if (!rl_interrupted) {
        json_t *json = rl_judge_json(task->lab, task->manifest, submission, task->manifest->source, &verdict);
        if (round == 1)
            task->kind = verdict.kind;
        if (verdict.kind == RL_VERDICT_INFRA)
            rl_list_addf(&task->problems, "%s: round %u: infra: %s", task->name, round,
                         verdict.reason ? verdict.reason : "");
        take_verdict(with, task, round, json);
        json_decref(json);
    }
    rl_verdict_free(&verdict);
}

static void judge_rounds(struct repeater *with, struct task *task, const struct rl_submission *submission)
{
    struct rl_judge_kept first = {0}, second = {0};
    for (unsigned round = 1; round <= with->options->rounds && !rl_interrupted; round++) {
        judge(with, task, submission, round, round == 1 ? &first : &second);
        if (round == 2 && !rl_interrupted)
            compare_programs(task, &first, &second);
        if (round == 2)
            rl_judge_kept_free(&first);
    }
    rl_judge_kept_free(&first);
    rl_judge_kept_free(&second);
}

static void repeat_task(void *ctx, size_t index)
{
    struct repeater *with = ctx;
    struct task *task = &with->tasks[index];
    struct rl_submission submission;
    char *path = rl_text_format("%s/%s", task->lab->folder, task->file), *why = NULL;
    if (!rl_interrupted && rl_intake_file(path, task->manifest->source, &submission, &why) == RL_INTAKE_OK) {
        judge_rounds(with, task, &submission);
        rl_submission_free(&submission);
    } else if (why) {
        rl_list_addf(&task->problems, "%s: expected a C file, seen: %s", task->name, why);
    }
    pthread_mutex_lock(&with->lock);
    with->progress.done++;
    pthread_mutex_unlock(&with->lock);
    free(why);
    free(path);
}

static void tick(void *ctx)
{
    struct repeater *with = ctx;
    pthread_mutex_lock(&with->lock);
    struct rl_repeat_progress progress = with->progress;
    pthread_mutex_unlock(&with->lock);
    if (with->options->tick && progress.now)
        with->options->tick(with->options->ctx, &progress);
}

/* ---------------------------------------------------------------------------------------------------------
 * all labs */

static void add_tasks(struct repeater *with, const struct rl_lab *lab, const struct rl_manifest *manifest)
{
    for (size_t i = 0; rl_lab_kind_has_variants(manifest->kind) && i < manifest->files_count; i++) {
        with->tasks = rl_grow(with->tasks, (with->len + 1) * sizeof *with->tasks);
        struct task *task = &with->tasks[with->len++];
        *task = (struct task){.lab = lab, .manifest = manifest, .file = manifest->files[i].name};
        task->name = rl_text_format("%s/%s", lab->name, task->file);
        task->before = json_object_get(with->options->against, task->name);
        if (with->options->against && !task->before)
            rl_list_addf(&task->problems, "%s: there is no verdict of it to compare with", task->name);
    }
}

static void collect(struct repeater *with, struct rl_repeat *out)
{
    out->kept = json_object();
    out->files = with->len;
    for (size_t i = 0; i < with->len; i++) {
        struct task *task = &with->tasks[i];
        rl_list_add_all(&out->differences, (const char *const *)task->differences.items);
        rl_list_add_all(&out->problems, (const char *const *)task->problems.items);
        out->verdicts += task->verdicts;
        out->differing += task->differing;
        if (task->first) {
            out->kinds[task->kind]++;
            json_object_set_new(out->kept, task->name, task->first);
        }
        rl_list_free(&task->differences);
        rl_list_free(&task->problems);
        free(task->name);
    }
}

void rl_repeat_run(const struct rl_lab *const *labs, size_t count, const struct rl_repeat_options *options,
                   struct rl_repeat *out)
{
    *out = (struct rl_repeat){.labs = count};
    struct repeater with = {.options = options, .lock = PTHREAD_MUTEX_INITIALIZER};
    struct rl_manifest **manifests = rl_alloc((count + 1) * sizeof *manifests);
    for (size_t i = 0; i < count; i++)
        if ((manifests[i] = rl_lab_manifest(labs[i], &out->problems)))
            add_tasks(&with, labs[i], manifests[i]);
    with.progress.files = with.len;
    if (with.len > 0) {
        rl_evidence_warm(options->observers ? options->observers : rl_observers, options->compiler);
        rl_pool_run(with.len, options->jobs, repeat_task, tick, &with);
    }
    collect(&with, out);
    for (size_t i = 0; i < count; i++)
        rl_manifest_free(manifests[i]);
    free(manifests);
    free(with.tasks);
}

json_t *rl_repeat_json(const struct rl_repeat *repeat)
{
    json_t *differences = json_array(), *problems = json_array(), *kinds = json_object();
    for (size_t i = 0; i < repeat->differences.length; i++)
        json_array_append_new(differences, rl_json_string(repeat->differences.items[i]));
    for (size_t i = 0; i < repeat->problems.length; i++)
        json_array_append_new(problems, rl_json_string(repeat->problems.items[i]));
    for (int i = 0; i < RL_VERDICT_COUNT; i++)
        if (repeat->kinds[i] > 0)
            json_object_set_new(kinds, rl_verdict_name((enum rl_verdict_kind)i),
                                json_integer((json_int_t)repeat->kinds[i]));
    return json_pack("{s:s, s:b, s:i, s:i, s:i, s:i, s:o, s:o, s:o}", "schema", "racelab/repeat/v1", "same",
                     (int)(repeat->differing == 0 && repeat->problems.length == 0), "labs", (int)repeat->labs,
                     "files", (int)repeat->files, "verdicts", (int)repeat->verdicts, "differing",
                     (int)repeat->differing, "first_round", kinds, "differences", differences, "problems",
                     problems);
}

void rl_repeat_free(struct rl_repeat *repeat)
{
    rl_list_free(&repeat->differences);
    rl_list_free(&repeat->problems);
    json_decref(repeat->kept);
    *repeat = (struct rl_repeat){0};
}
