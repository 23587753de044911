/* SPDX-License-Identifier: MIT */
/* Takes one submission from its file to its verdict in the store. */
#include "batch_internal.h"
#include "judge.h"
#include "marks.h"

#include "sanitizers/process.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void fail(struct rl_task *task, const char *reason)
{
    free(task->fault);
    task->fault = rl_text_copy(reason);
    task->state = RL_TASK_INFRA;
}

static void take_points(struct rl_task *task, const json_t *verdict, const json_t *points)
{
    const json_t *got = json_object_get(points, "got");
    free(task->verdict);
    task->verdict = rl_text_copy(json_string_value(json_object_get(verdict, "verdict")));
    task->got = json_is_number(got) ? json_number_value(got) : -1;
    task->provisional = json_is_true(json_object_get(points, "provisional"));
}

/* What the lab hands out, handed in again, is worth nothing, even where the bug leaves an axis whole. */
static json_t *points_of(const struct rl_task *task, const json_t *verdict, const char *digest)
{
    json_t *points = rl_marks_json(verdict, task->lab->manifest, task->lab->points);
    const char *buggy = task->lab->start_digest;
    if (buggy && strcmp(buggy, digest) == 0) {
        json_object_set_new(points, "got", json_integer(0));
        json_object_set_new(points, "unchanged", json_true());
        json_object_del(points, "axes");
    } else if (task->lab->require_complete && json_is_true(json_object_get(points, "provisional"))) {
        json_object_set_new(points, "got", json_null());
        json_object_del(points, "axes");
    }
    return points;
}

struct keeping {
    struct rl_batch_run *run;
    struct rl_task *task;
    struct rl_store_submission row;
};

static bool keep(struct keeping *with, json_t *verdict, bool is_new)
{
    char *why = NULL;
    struct rl_task *task = with->task;
    json_t *points = points_of(task, verdict, with->row.digest);
    with->row.points = points;
    bool good = rl_store_keep(with->run->batch->store, &with->row, is_new ? verdict : NULL,
                              with->run->batch->again, &why);
    if (good) {
        take_points(task, verdict, points);
        free(task->fault);
        task->fault = NULL;
        task->state = is_new ? RL_TASK_JUDGED : RL_TASK_REUSED;
    } else {
        fail(task, why);
    }
    task->unkept = !good;
    free(why);
    json_decref(points);
    return good;
}

/* Why there is no verdict stands in the store, too, if that can be written. */
static void keep_fault(struct keeping *with, const char *reason)
{
    char *why = NULL;
    fail(with->task, reason);
    with->task->unkept = false;
    rl_store_keep_fault(with->run->batch->store, &with->row, reason, &why);
    free(why);
}

static void judge_it(struct keeping *with, const struct rl_submission *submission)
{
    struct rl_batch *batch = with->run->batch;
    json_t *verdict = batch->judge(batch->ctx, with->task, submission);
    bool made = false;
    if (rl_interrupted) { /* what an ended child said is no verdict */
        json_decref(verdict);
        rl_batch_settle(with->run, with->row.key, false);
        return;
    }
    const char *kind = json_string_value(json_object_get(verdict, "verdict"));
    const char *reason = json_string_value(json_object_get(verdict, "reason"));
    if (!kind || strcmp(kind, "infra") == 0)
        keep_fault(with, reason ? reason : "racelab gave no verdict; `racelab doctor` looks for the cause");
    else
        made = keep(with, verdict, true);
    rl_batch_settle(with->run, with->row.key, made);
    json_decref(verdict);
}

/* What another worker is judging stays open: its verdict is there when this round is over. */
static void judge_or_reuse(struct keeping *with, const struct rl_submission *submission)
{
    struct rl_batch *batch = with->run->batch;
    switch (rl_batch_claim(with->run, with->row.key)) {
    case RL_CLAIM_TAKEN:
        return;
    case RL_CLAIM_MINE:
        if (batch->again) {
            judge_it(with, submission);
            return;
        }
        break;
    default:
        break;
    }
    json_t *known = rl_store_verdict(batch->store, with->row.key);
    if (known) {
        rl_batch_settle(with->run, with->row.key, keep(with, known, false));
        json_decref(known);
    } else {
        judge_it(with, submission);
    }
}

static json_t *refusal(const struct rl_task *task, const char *why)
{
    struct rl_verdict verdict;
    struct rl_submission nothing = {.shown = task->lab->manifest->source, .text = ""};
    char *reason = rl_text_replace(why, task->path, task->lab->manifest->source);
    rl_verdict_without_evidence(RL_VERDICT_REJECTED, reason, &verdict);
    json_t *json = rl_judge_json(task->lab->lab, task->lab->manifest, &nothing, NULL, &verdict);
    rl_verdict_free(&verdict);
    free(reason);
    return json;
}

static void make_row(struct keeping *with, const char *digest, struct rl_digest *key)
{
    struct rl_task *task = with->task;
    struct stat info;
    long long handed_in = stat(task->path, &info) == 0 ? (long long)info.st_mtime : 0;
    *key = rl_fingerprint_key(with->run->batch->fingerprint, task->lab->lab->id, &task->lab->digest, digest);
    free(task->key);
    task->key = rl_text_copy(key->hex);
    task->late = task->lab->due && handed_in > task->lab->due;
    with->row = (struct rl_store_submission){.learner = task->learner,
                                             .lab = task->lab->lab->id,
                                             .lab_digest = task->lab->digest.hex,
                                             .path = task->path,
                                             .digest = digest,
                                             .key = task->key,
                                             .handed_in = handed_in,
                                             .late = task->late};
}

/* A file that was not taken in (a FIFO, a binary, nothing at all) has a verdict, too. */
static void refuse(struct keeping *with, const char *why)
{
    struct rl_digest key;
    json_t *verdict = refusal(with->task, why);
    const char *reason = json_string_value(json_object_get(verdict, "reason"));
    char *about = rl_text_format("not taken in: %s", reason ? reason : "");
    struct rl_digest digest = rl_digest_bytes(about, strlen(about));
    make_row(with, digest.hex, &key);
    json_t *known = with->run->batch->again ? NULL : rl_store_verdict(with->run->batch->store, key.hex);
    keep(with, verdict, !known);
    json_decref(known);
    json_decref(verdict);
    free(about);
}

void rl_batch_do(struct rl_batch_run *run, struct rl_task *task)
{
    struct rl_submission submission;
    struct rl_digest digest, key;
    char *why = NULL;
    struct keeping with = {.run = run, .task = task};
    switch (rl_intake_below(task->root, task->path, task->lab->manifest->source, &submission, &why)) {
    case RL_INTAKE_OK:
        digest = rl_digest_bytes(submission.text, submission.length);
        make_row(&with, digest.hex, &key);
        with.row.source = submission.text;
        with.row.source_length = submission.length;
        judge_or_reuse(&with, &submission);
        rl_submission_free(&submission);
        break;
    case RL_INTAKE_BAD:
        refuse(&with, why);
        break;
    default:
        make_row(&with, "", &key);
        keep_fault(&with, why);
        break;
    }
    free(why);
}

void rl_task_free(struct rl_task *task)
{
    free(task->key);
    free(task->verdict);
    free(task->fault);
    task->key = task->verdict = task->fault = NULL;
}
