/* SPDX-License-Identifier: MIT */
/* Reads a store row by row, records what people decide, and dumps it as text. */
#include "store_internal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum column {
    LEARNER,
    LAB,
    PATH,
    DIGEST,
    KEY,
    HANDED_IN,
    LATE,
    FAULT,
    SOURCE,
    DECISION,
    WHO,
    NOTE,
    DECIDED_AT,
    VERDICT,
    THIS_RUN,
    POINTS,
    HINTS
};

static const char select_rows[] =
    "SELECT s.learner, s.lab, s.path, s.digest, s.key, s.handed_in, s.late, s.fault, source.text, "
    "d.decision, d.who, "
    "d.note, d.decided_at, v.verdict, v.this_run, s.points, lab.hints FROM submission s "
    "LEFT JOIN verdict v ON v.key = s.key LEFT JOIN lab ON lab.digest = s.lab_digest "
    "LEFT JOIN source ON source.digest = s.digest "
    "LEFT JOIN decision d ON d.learner = s.learner AND d.lab = s.lab AND d.key = s.key ORDER BY s.learner, "
    "s.lab";

static const char *text_of(sqlite3_stmt *statement, enum column column)
{
    return (const char *)sqlite3_column_text(statement, (int)column);
}

static void set_parsed(json_t *object, const char *name, sqlite3_stmt *statement, enum column column)
{
    const char *text = text_of(statement, column);
    json_t *value = text ? json_loads(text, JSON_DECODE_ANY, NULL) : NULL;
    if (value)
        json_object_set_new(object, name, value);
}

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static json_t *string(const char *text)
{
    json_t *value = text ? json_string(text) : NULL;
    return value ? value : json_null();
}

static double sum_of_axes(const json_t *axes)
{
    double sum = 0;
    const char *name;
    json_t *axis;
    json_object_foreach((json_t *)axes, name, axis) sum += json_number_value(json_object_get(axis, "got"));
    return sum;
}

/* What a person decided is the mark: all of it, or what the axes that pass are worth. */
static void take_decision(json_t *verdict, const struct rl_store_row *row)
{
    json_t *points = json_object_get(verdict, "points");
    bool pass = strcmp(row->decision, "pass") == 0, failed = strcmp(text_at(verdict, "verdict"), "fail") == 0;
    json_object_set_new(verdict, "review",
                        json_pack("{s:o, s:o, s:o, s:o}", "decision", string(row->decision), "who",
                                  string(row->who), "note", string(row->note), "at",
                                  string(row->decided_at)));
    json_object_set_new(points, "provisional", json_false());
    if (pass)
        json_object_set(points, "got", json_object_get(points, "of"));
    else
        json_object_set_new(points, "got",
                            json_real(failed ? sum_of_axes(json_object_get(points, "axes")) : 0));
    json_object_del(points, "axes");
}

/* As every form shows it, so that one name is one name everywhere. */
static json_t *shown_name(const char *name)
{
    char *shown = rl_text_name(name ? name : "");
    json_t *json = json_string(shown);
    free(shown);
    return json;
}

/* A path is looked up again by who reads it: it stays as it is where it can be shown. */
static json_t *shown_path(const char *path)
{
    char *showable = path ? rl_text_showable(path, strlen(path)) : NULL;
    bool odd = path && (strcmp(path, showable) != 0 || strchr(path, '\n'));
    free(showable);
    return odd ? shown_name(path) : string(path);
}

static json_t *make_verdict(sqlite3_stmt *statement, const struct rl_store_row *row)
{
    const char *text = text_of(statement, VERDICT);
    json_t *verdict = text ? json_loads(text, 0, NULL) : NULL;
    if (!verdict)
        return NULL;
    set_parsed(verdict, "this_run", statement, THIS_RUN);
    json_object_set_new(verdict, "submission",
                        json_pack("{s:o, s:o, s:o, s:b}", "learner", shown_name(row->learner), "path",
                                  shown_path(row->path), "lab", string(row->lab), "late", (int)row->late));
    set_parsed(verdict, "points", statement, POINTS);
    set_parsed(verdict, "hints", statement, HINTS);
    if (row->decision)
        take_decision(verdict, row);
    return verdict;
}

static bool visit_row(sqlite3_stmt *statement, bool (*visit)(void *ctx, const struct rl_store_row *row),
                      void *ctx)
{
    struct rl_store_row row = {.learner = text_of(statement, LEARNER),
                               .lab = text_of(statement, LAB),
                               .path = text_of(statement, PATH),
                               .digest = text_of(statement, DIGEST),
                               .key = text_of(statement, KEY),
                               .handed_in = sqlite3_column_int64(statement, HANDED_IN),
                               .late = sqlite3_column_int(statement, LATE) != 0,
                               .fault = text_of(statement, FAULT),
                               .source = text_of(statement, SOURCE),
                               .decision = text_of(statement, DECISION),
                               .who = text_of(statement, WHO),
                               .note = text_of(statement, NOTE),
                               .decided_at = text_of(statement, DECIDED_AT)};
    row.verdict = make_verdict(statement, &row);
    bool go_on = visit(ctx, &row);
    json_decref(row.verdict);
    return go_on;
}

bool rl_store_each(struct rl_store *store, bool (*visit)(void *ctx, const struct rl_store_row *row),
                   void *ctx, char **why)
{
    int code = SQLITE_DONE;
    *why = NULL;
    pthread_mutex_lock(&store->lock);
    sqlite3_stmt *statement = rl_store_prepare(store, select_rows, why, "");
    while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW && visit_row(statement, visit, ctx))
        ;
    if (code != SQLITE_DONE && code != SQLITE_ROW)
        *why = rl_store_error(store);
    sqlite3_finalize(statement);
    pthread_mutex_unlock(&store->lock);
    return *why == NULL;
}

char *rl_store_source(struct rl_store *store, const char *learner, const char *lab)
{
    char *why = NULL, *text = NULL;
    pthread_mutex_lock(&store->lock);
    sqlite3_stmt *statement = rl_store_prepare(
        store, "SELECT text FROM source JOIN submission USING(digest) WHERE learner = ? AND lab = ?", &why,
        "ss", learner, lab);
    if (statement && sqlite3_step(statement) == SQLITE_ROW)
        text =
            rl_text_showable(sqlite3_column_blob(statement, 0), (size_t)sqlite3_column_bytes(statement, 0));
    sqlite3_finalize(statement);
    pthread_mutex_unlock(&store->lock);
    free(why);
    return text;
}

static char *now_as_text(void)
{
    struct tm parts;
    char text[32];
    time_t now = time(NULL);
    gmtime_r(&now, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return rl_text_copy(text);
}

bool rl_store_decide(struct rl_store *store, const struct rl_store_decision *decision, char **why)
{
    *why = NULL;
    char *at = now_as_text();
    pthread_mutex_lock(&store->lock);
    bool good = rl_store_finish(
        store,
        rl_store_prepare(
            store,
            "INSERT OR REPLACE INTO decision SELECT learner, lab, key, ?3, ?4, ?5, ?6 FROM submission "
            "WHERE learner = ?1 AND lab = ?2 AND key IS NOT NULL",
            why, "ssssss", decision->learner, decision->lab, decision->decision, decision->who,
            decision->note, at),
        why);
    if (good && sqlite3_changes(store->db) == 0) {
        *why = rl_text_format(
            "%s has no verdict on %s of %s; `racelab review %s --list` names those that wait for a "
            "person",
            store->path, decision->lab, decision->learner, store->path);
        good = false;
    }
    pthread_mutex_unlock(&store->lock);
    free(at);
    return good;
}

static void dump_table(struct rl_store *store, const char *name, const char *columns, FILE *to, char **why)
{
    char *sql = rl_text_format("SELECT %s FROM %s ORDER BY 1, 2", columns, name);
    sqlite3_stmt *statement = rl_store_prepare(store, sql, why, "");
    while (statement && sqlite3_step(statement) == SQLITE_ROW) {
        fputs(name, to);
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *text = (const char *)sqlite3_column_text(statement, i);
            fprintf(to, "\t%s", text ? text : "NULL");
        }
        fputc('\n', to);
    }
    sqlite3_finalize(statement);
    free(sql);
}

bool rl_store_dump(struct rl_store *store, FILE *to, char **why)
{
    *why = NULL;
    pthread_mutex_lock(&store->lock);
    dump_table(store, "note", "name, value", to, why);
    dump_table(store, "lab", "id, digest, title, hints", to, why);
    dump_table(store, "source", "digest, hex(text)", to, why);
    dump_table(store, "verdict", "key, verdict", to, why);
    dump_table(store, "submission", "learner, lab, lab_digest, path, digest, key, late, points, fault", to,
               why);
    dump_table(store, "decision", "learner, lab, key, decision, who, note", to, why);
    pthread_mutex_unlock(&store->lock);
    return *why == NULL;
}
