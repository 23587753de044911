/* SPDX-License-Identifier: MIT */
/* Proves labs: every file of each, several at a time, and reports in the order of the labs. */
#include "prove.h"
#include "judge.h"
#include "pool.h"

#include "sanitizers/process.h"
#include "sanitizers/toolchain_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* One thing to prove, by one thread: a file of a lab, or (file NULL) its README and anatomy. */
struct task {
    const struct rl_lab *lab;
    const struct rl_manifest *manifest;
    const struct rl_manifest_file *file;
    struct rl_list problems, notes;
    json_t *row;
};

struct prover {
    const struct rl_prove_options *options;
    struct task *tasks;
    size_t len;
    pthread_mutex_t lock;
    size_t done;            /* protected by lock */
    const struct task *now; /* protected by lock; for the progress line */
};

static void prove_file(const struct prover *prover, struct task *task)
{
    const struct rl_prove_options *options = prover->options;
    char *path = rl_text_format("%s/%s", task->lab->folder, task->file->name), *why = NULL;
    struct rl_submission submission;
    struct rl_verdict verdict;
    if (rl_intake_file(path, task->manifest->source, &submission, &why) == RL_INTAKE_OK) {
        struct rl_judge_options judge = {
            .observers = options->observers, .compiler = options->compiler, .jobs = 1};
        rl_judge(task->lab, task->manifest, &submission, &judge, &verdict);
        if (!rl_interrupted) {
            rl_prove_verdict(task->lab, task->manifest, task->file, &verdict, &task->problems, &task->notes,
                             task->row);
            rl_prove_choices(task->lab, task->manifest, task->file, submission.text, &verdict,
                             &task->problems);
        }
        rl_verdict_free(&verdict);
        rl_submission_free(&submission);
    } else {
        rl_list_addf(&task->problems, "%s/%s: expected a C file, seen: %s", task->lab->name, task->file->name,
                     why);
    }
    free(why);
    free(path);
}

static void prove_task(void *ctx, size_t index)
{
    struct prover *prover = ctx;
    struct task *task = &prover->tasks[index];
    pthread_mutex_lock(&prover->lock);
    prover->now = task;
    pthread_mutex_unlock(&prover->lock);
    if (rl_interrupted)
        return;
    if (task->file) {
        prove_file(prover, task);
    } else {
        rl_prove_files(task->lab, task->manifest, &task->problems);
        rl_prove_readme(task->lab, task->manifest, &task->problems);
    }
    pthread_mutex_lock(&prover->lock);
    prover->done++;
    pthread_mutex_unlock(&prover->lock);
}

static void tick(void *ctx)
{
    struct prover *prover = ctx;
    pthread_mutex_lock(&prover->lock);
    size_t done = prover->done;
    const struct task *now = prover->now;
    pthread_mutex_unlock(&prover->lock);
    if (!prover->options->tick || !now)
        return;
    char *what = rl_text_format("%s/%s", now->lab->id, now->file ? now->file->name : "README.md");
    prover->options->tick(prover->options->ctx, done, prover->len, what);
    free(what);
}

static void add_task(struct prover *prover, const struct rl_lab *lab, const struct rl_manifest *manifest,
                     const struct rl_manifest_file *file)
{
    prover->tasks = rl_grow(prover->tasks, (prover->len + 1) * sizeof *prover->tasks);
    struct task task = {.lab = lab, .manifest = manifest, .file = file};
    if (file)
        task.row = json_pack("{s:s, s:s}", "lab", lab->name, "file", file->name);
    prover->tasks[prover->len++] = task;
}

static void collect(struct prover *prover, struct rl_proof *out)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < prover->len; i++) {
        struct task *task = &prover->tasks[i];
        rl_list_add_all(&out->problems, (const char *const *)task->problems.items);
        for (size_t j = 0; j < task->notes.length; j++)
            if (!rl_list_has(&out->notes, task->notes.items[j]))
                rl_list_add(&out->notes, task->notes.items[j]);
        if (task->row)
            json_array_append_new(rows, task->row);
        out->files += task->file != NULL;
        rl_list_free(&task->problems);
        rl_list_free(&task->notes);
    }
    json_t *problems = json_array(), *notes = json_array();
    for (size_t i = 0; i < out->problems.length; i++)
        json_array_append_new(problems, rl_json_string(out->problems.items[i]));
    for (size_t i = 0; i < out->notes.length; i++)
        json_array_append_new(notes, rl_json_string(out->notes.items[i]));
    out->matrix = json_pack("{s:s, s:b, s:i, s:i, s:o, s:o, s:o}", "schema", "racelab/proof/v1", "proven",
                            (int)(out->problems.length == 0), "labs", (int)out->labs, "files",
                            (int)out->files, "problems", problems, "notes", notes, "matrix", rows);
}

void rl_prove(const struct rl_lab *const *labs, size_t count, const struct rl_prove_options *options,
              struct rl_proof *out)
{
    *out = (struct rl_proof){.labs = count};
    struct prover prover = {.options = options, .lock = PTHREAD_MUTEX_INITIALIZER};
    struct rl_manifest **manifests = rl_alloc((count + 1) * sizeof(struct rl_manifest *));
    for (size_t i = 0; i < count; i++) {
        bool filled = rl_prove_filled(labs[i], &out->problems);
        manifests[i] = rl_lab_manifest(labs[i], &out->problems);
        if (!manifests[i])
            continue;
        char *scenario = rl_text_format("%s/scenario.c", labs[i]->folder);
        rl_toolchain_cache_source(scenario); /* compiled once for all files of the lab */
        free(scenario);
        add_task(&prover, labs[i], manifests[i], NULL);
        for (size_t j = 0;
             filled && rl_lab_kind_has_variants(manifests[i]->kind) && j < manifests[i]->files_count; j++)
            add_task(&prover, labs[i], manifests[i], &manifests[i]->files[j]);
    }
    if (prover.len > 0) {
        rl_evidence_warm(options->observers ? options->observers : rl_observers, options->compiler);
        rl_pool_run(prover.len, options->jobs, prove_task, tick, &prover);
    }
    collect(&prover, out);
    for (size_t i = 0; i < count; i++)
        rl_manifest_free(manifests[i]);
    free(manifests);
    free(prover.tasks);
}

void rl_proof_free(struct rl_proof *proof)
{
    rl_list_free(&proof->problems);
    rl_list_free(&proof->notes);
    json_decref(proof->matrix);
    *proof = (struct rl_proof){0};
}
