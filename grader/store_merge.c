/* SPDX-License-Identifier: MIT */
/* Adds one store to another: what the shards of a class found becomes one. */
#include "store_internal.h"

#include <stdlib.h>

/* A submission that both have, and not as the same. What could not be judged in one is no contradiction. */
static const char contradiction[] =
    "SELECT a.learner || ': ' || a.lab FROM main.submission a JOIN other.submission b USING(learner, lab) "
    "WHERE a.key IS NOT NULL AND b.key IS NOT NULL AND (a.key <> b.key OR a.points IS NOT b.points) UNION "
    "ALL "
    "SELECT 'the verdict ' || a.key FROM main.verdict a JOIN other.verdict b USING(key) WHERE a.verdict <> "
    "b.verdict "
    "LIMIT 1";

static const char *const additions[] = {
    "INSERT OR IGNORE INTO main.note SELECT * FROM other.note",
    "INSERT OR IGNORE INTO main.lab SELECT * FROM other.lab",
    "INSERT OR IGNORE INTO main.source SELECT * FROM other.source",
    "INSERT OR IGNORE INTO main.verdict SELECT * FROM other.verdict",
    "INSERT OR REPLACE INTO main.submission SELECT * FROM other.submission o WHERE o.key IS NOT NULL OR NOT "
    "EXISTS "
    "(SELECT 1 FROM main.submission m WHERE m.learner = o.learner AND m.lab = o.lab AND m.key IS NOT NULL)",
    "INSERT OR REPLACE INTO main.decision SELECT * FROM other.decision o WHERE NOT EXISTS (SELECT 1 FROM "
    "main.decision "
    "m WHERE m.learner = o.learner AND m.lab = o.lab AND m.key = o.key AND m.decided_at >= o.decided_at)"};

static bool agree(struct rl_store *store, const char *path, char **why)
{
    sqlite3_stmt *statement = rl_store_prepare(store, contradiction, why, "");
    int code = statement ? sqlite3_step(statement) : SQLITE_ERROR;
    if (code == SQLITE_ROW)
        *why = rl_text_format(
            "%s and %s say different things of one submission (%s): they were not graded from the same "
            "files by the same racelab. Nothing was added",
            store->path, path, (const char *)sqlite3_column_text(statement, 0));
    else if (statement && code != SQLITE_DONE)
        *why = rl_store_error(store);
    sqlite3_finalize(statement);
    return *why == NULL;
}

bool rl_store_merge(struct rl_store *store, const char *path, char **why)
{
    struct rl_store *other = rl_store_open(path, RL_STORE_READ, why); /* refuses what is no store */
    if (!other)
        return false;
    pthread_mutex_lock(&store->lock);
    bool good =
        rl_store_finish(store, rl_store_prepare(store, "ATTACH DATABASE ? AS other", why, "s", path), why);
    if (good) {
        char *ignored = NULL;
        good = rl_store_begin(store, why);
        if (good) {
            good = agree(store, path, why);
            for (size_t i = 0; good && i < sizeof additions / sizeof *additions; i++)
                good = rl_store_run(store, additions[i], why);
            good = rl_store_commit(store, good, why);
        }
        rl_store_run(store, "DETACH DATABASE other", &ignored);
        free(ignored);
    }
    pthread_mutex_unlock(&store->lock);
    rl_store_close(other);
    return good;
}
