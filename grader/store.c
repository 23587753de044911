/* SPDX-License-Identifier: MIT */
/* Puts verdicts and submissions into a store, one transaction each, and reads them back. */
#include "store_internal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A verdict without what differs from run to run; that comes back as *this_run. */
static char *without_run(const json_t *verdict, char **this_run)
{
    json_t *copy = json_copy((json_t *)verdict), *run = json_object_get(copy, "this_run");
    *this_run = run ? json_dumps(run, JSON_COMPACT) : rl_text_copy("{}");
    json_object_del(copy, "this_run");
    char *text = json_dumps(copy, JSON_COMPACT);
    json_decref(copy);
    return text;
}

static bool put_verdict(struct rl_store *store, const char *key, const json_t *verdict, bool again,
                        char **why)
{
    char *this_run, *text = without_run(verdict, &this_run);
    const char *sql = again
                          ? "INSERT INTO verdict VALUES(?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET verdict = "
                            "excluded.verdict, this_run = excluded.this_run, judged_at = excluded.judged_at"
                          : "INSERT INTO verdict VALUES(?, ?, ?, ?) ON CONFLICT(key) DO NOTHING";
    bool good = rl_store_finish(
        store, rl_store_prepare(store, sql, why, "sssi", key, text, this_run, (long long)time(NULL)), why);
    free(this_run);
    free(text);
    return good;
}

static bool put_source(struct rl_store *store, const struct rl_store_submission *submission, char **why)
{
    if (!submission->source)
        return true;
    return rl_store_finish(store,
                           rl_store_prepare(store, "INSERT OR IGNORE INTO source VALUES(?, ?)", why, "sb",
                                            submission->digest, submission->source,
                                            submission->source_length),
                           why);
}

static bool put_submission(struct rl_store *store, const struct rl_store_submission *submission,
                           const char *fault, char **why)
{
    char *points = submission->points && !fault ? json_dumps(submission->points, JSON_COMPACT) : NULL;
    sqlite3_stmt *statement = rl_store_prepare(
        store, "INSERT OR REPLACE INTO submission VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", why, "ssssssiiss",
        submission->learner, submission->lab, submission->lab_digest, submission->path, submission->digest,
        fault ? NULL : submission->key, submission->handed_in, (long long)submission->late, points, fault);
    bool good = rl_store_finish(store, statement, why);
    free(points);
    return good;
}

/* Nothing is written for what is there already: a class that is graded again costs no writes. */
static bool is_kept(struct rl_store *store, const struct rl_store_submission *submission)
{
    char *why = NULL, *points = submission->points ? json_dumps(submission->points, JSON_COMPACT) : NULL;
    sqlite3_stmt *statement = rl_store_prepare(
        store,
        "SELECT 1 FROM submission WHERE learner = ? AND lab = ? AND lab_digest = ? AND path = ? AND digest = "
        "? AND key "
        "= ? AND handed_in = ? AND late = ? AND points IS ?",
        &why, "ssssssiis", submission->learner, submission->lab, submission->lab_digest, submission->path,
        submission->digest, submission->key, submission->handed_in, (long long)submission->late, points);
    bool kept = statement && sqlite3_step(statement) == SQLITE_ROW;
    sqlite3_finalize(statement);
    free(points);
    free(why);
    return kept;
}

bool rl_store_keep(struct rl_store *store, const struct rl_store_submission *submission,
                   const json_t *verdict, bool again, char **why)
{
    *why = NULL;
    pthread_mutex_lock(&store->lock);
    bool kept = !verdict && is_kept(store, submission), good = kept || rl_store_begin(store, why);
    if (good && !kept) {
        good = (!verdict || put_verdict(store, submission->key, verdict, again, why)) &&
               put_source(store, submission, why) && put_submission(store, submission, NULL, why);
        good = rl_store_commit(store, good, why);
    }
    pthread_mutex_unlock(&store->lock);
    return good;
}

bool rl_store_keep_fault(struct rl_store *store, const struct rl_store_submission *submission,
                         const char *reason, char **why)
{
    *why = NULL;
    pthread_mutex_lock(&store->lock);
    bool good = rl_store_begin(store, why);
    if (good)
        good = rl_store_commit(store, put_submission(store, submission, reason, why), why);
    pthread_mutex_unlock(&store->lock);
    return good;
}

bool rl_store_keep_lab(struct rl_store *store, const struct rl_store_lab *lab, char **why)
{
    *why = NULL;
    char *hints = json_dumps(lab->hints, JSON_COMPACT);
    pthread_mutex_lock(&store->lock);
    bool good = rl_store_finish(store,
                                rl_store_prepare(store, "INSERT OR IGNORE INTO lab VALUES(?, ?, ?, ?)", why,
                                                 "ssss", lab->digest, lab->id, lab->title, hints),
                                why);
    pthread_mutex_unlock(&store->lock);
    free(hints);
    return good;
}

static json_t *parse(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;
}

json_t *rl_store_verdict(struct rl_store *store, const char *key)
{
    char *why = NULL;
    json_t *verdict = NULL;
    pthread_mutex_lock(&store->lock);
    sqlite3_stmt *statement =
        rl_store_prepare(store, "SELECT verdict, this_run FROM verdict WHERE key = ?", &why, "s", key);
    if (statement && sqlite3_step(statement) == SQLITE_ROW && (verdict = parse(statement, 0)))
        json_object_set_new(verdict, "this_run", parse(statement, 1));
    sqlite3_finalize(statement);
    pthread_mutex_unlock(&store->lock);
    free(why);
    return verdict;
}

bool rl_store_set_note(struct rl_store *store, const char *name, const char *value, char **why)
{
    *why = NULL;
    pthread_mutex_lock(&store->lock);
    bool good = rl_store_finish(
        store, rl_store_prepare(store, "INSERT OR REPLACE INTO note VALUES(?, ?)", why, "ss", name, value),
        why);
    pthread_mutex_unlock(&store->lock);
    return good;
}

char *rl_store_note(struct rl_store *store, const char *name)
{
    char *why = NULL, *value = NULL;
    pthread_mutex_lock(&store->lock);
    sqlite3_stmt *statement =
        rl_store_prepare(store, "SELECT value FROM note WHERE name = ?", &why, "s", name);
    if (statement && sqlite3_step(statement) == SQLITE_ROW)
        value = rl_text_copy((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    pthread_mutex_unlock(&store->lock);
    free(why);
    return value;
}
