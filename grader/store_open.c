/* SPDX-License-Identifier: MIT */
/* Opens a store, or makes it; refuses what is none before anything is written to it. */
#include "store_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_MS = 5000 };

const char rl_store_schema[] = "CREATE TABLE note(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
                               "CREATE TABLE lab(digest TEXT PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT "
                               "NULL, hints TEXT NOT NULL) WITHOUT "
                               "ROWID;"
                               "CREATE TABLE source(digest TEXT PRIMARY KEY, text BLOB NOT NULL);"
                               "CREATE TABLE verdict(key TEXT PRIMARY KEY, verdict TEXT NOT NULL, this_run "
                               "TEXT NOT NULL, judged_at INTEGER NOT "
                               "NULL);"
                               "CREATE TABLE submission(learner TEXT NOT NULL, lab TEXT NOT NULL, lab_digest "
                               "TEXT NOT NULL, path TEXT NOT NULL, "
                               "digest TEXT NOT NULL, key TEXT REFERENCES verdict(key), handed_in INTEGER "
                               "NOT NULL, late INTEGER NOT NULL, "
                               "points TEXT, fault TEXT, PRIMARY KEY(learner, lab), CHECK((key IS NULL) <> "
                               "(fault IS NULL))) WITHOUT ROWID;"
                               "CREATE TABLE decision(learner TEXT NOT NULL, lab TEXT NOT NULL, key TEXT NOT "
                               "NULL REFERENCES verdict(key), "
                               "decision TEXT NOT NULL CHECK(decision IN ('pass', 'fail')), who TEXT NOT "
                               "NULL, note TEXT NOT NULL, decided_at TEXT "
                               "NOT NULL, PRIMARY KEY(learner, lab, key)) WITHOUT ROWID;";

char *rl_store_error(struct rl_store *store)
{
    int code = sqlite3_errcode(store->db);
    const char *words = sqlite3_errmsg(store->db);
    switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return rl_text_format(
            "the store %s cannot be written (%s): make room on its disk and start again; what it "
            "holds is kept",
            store->path, words);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return rl_text_format("the store %s is in use by another process; start again when that has ended",
                              store->path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return rl_text_format(
            "the store %s is damaged (%s); it was left as it is. Restore a copy of it, or move it "
            "away and grade anew",
            store->path, words);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return rl_text_format("the store %s cannot be written (%s): choose a place that you may write to",
                              store->path, words);
    default:
        return rl_text_format("the store %s: %s", store->path, words);
    }
}

static void bind(sqlite3_stmt *statement, int index, char kind, va_list *args)
{
    if (kind == 's') {
        sqlite3_bind_text(statement, index, va_arg(*args, const char *), -1, SQLITE_TRANSIENT);
    } else if (kind == 'b') {
        const void *bytes = va_arg(*args, const void *);
        sqlite3_bind_blob64(statement, index, bytes, va_arg(*args, size_t), SQLITE_TRANSIENT);
    } else {
        sqlite3_bind_int64(statement, index, va_arg(*args, long long));
    }
}

sqlite3_stmt *rl_store_prepare(struct rl_store *store, const char *sql, char **why, const char *format, ...)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK) {
        *why = rl_store_error(store);
        return NULL;
    }
    va_list args;
    va_start(args, format);
    for (int i = 0; format[i]; i++)
        bind(statement, i + 1, format[i], &args);
    va_end(args);
    return statement;
}

bool rl_store_finish(struct rl_store *store, sqlite3_stmt *statement, char **why)
{
    if (!statement)
        return false;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        ;
    if (code != SQLITE_DONE)
        *why = rl_store_error(store);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE;
}

bool rl_store_run(struct rl_store *store, const char *sql, char **why)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    *why = rl_store_error(store);
    return false;
}

bool rl_store_begin(struct rl_store *store, char **why)
{
    return rl_store_run(store, "BEGIN IMMEDIATE", why);
}

bool rl_store_commit(struct rl_store *store, bool good, char **why)
{
    char *ignored = NULL;
    if (good && rl_store_run(store, "COMMIT", why))
        return true;
    rl_store_run(store, "ROLLBACK", &ignored);
    free(ignored);
    return false;
}

static long long number(struct rl_store *store, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    long long value = -1;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

/* The first bytes, before SQLite touches the file: where it is none, even a look at it could write. */
static bool look_at(struct rl_store *store, bool *empty, char **why)
{
    unsigned char head[72] = "";
    int fd = open(store->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat info;
    *empty = fd < 0 && errno == ENOENT;
    if (fd < 0 || fstat(fd, &info) != 0) {
        if (!*empty)
            *why = rl_text_format("the store %s cannot be opened: %s", store->path, strerror(errno));
    } else if (!S_ISREG(info.st_mode)) {
        *why = rl_text_format("%s is no file; name a file for the store", store->path);
    } else if (!(*empty = info.st_size == 0)) {
        ssize_t got = pread(fd, head, sizeof head, 0);
        unsigned application =
            (unsigned)head[68] << 24 | (unsigned)head[69] << 16 | (unsigned)head[70] << 8 | head[71];
        if (got < (ssize_t)sizeof head || memcmp(head, "SQLite format 3", 16) != 0 ||
            application != RL_STORE_APPLICATION)
            *why = rl_text_format("%s is no store of racelab, or its beginning is damaged; it was left as it "
                                  "is. Name another file, or restore a copy of it",
                                  store->path);
    }
    if (fd >= 0)
        close(fd);
    return *why == NULL;
}

static bool create_tables(struct rl_store *store, char **why)
{
    char *sql = rl_text_format("PRAGMA application_id = %d; PRAGMA user_version = %d; %s",
                               RL_STORE_APPLICATION, RL_STORE_FORMAT, rl_store_schema);
    bool good = rl_store_run(store, sql, why);
    free(sql);
    return good;
}

/* Takes the writer's lock until the store is closed or the process ends, however that comes: a child does not
 * inherit it. EXTRA: the journal's removal, which is what commits, is on the disk too. A new store gets its
 * tables in the same transaction, so that a kill leaves either no store or a whole one. */
static bool begin_writing(struct rl_store *store, enum rl_store_mode mode, char **why)
{
    sqlite3_busy_timeout(store->db, 0);
    bool good = rl_store_run(store,
                             "PRAGMA main.locking_mode = EXCLUSIVE; PRAGMA synchronous = EXTRA; "
                             "PRAGMA foreign_keys = ON; BEGIN EXCLUSIVE",
                             why);
    if (!good && (sqlite3_errcode(store->db) & 0xff) == SQLITE_BUSY) {
        free(*why);
        *why = rl_text_format(
            "the store %s is in use by another racelab; wait until that has ended, or choose another one",
            store->path);
    }
    sqlite3_busy_timeout(store->db, BUSY_MS);
    if (!good)
        return false;
    if (mode == RL_STORE_CREATE && number(store, "PRAGMA application_id") == 0)
        good = create_tables(store, why);
    return rl_store_commit(store, good, why);
}

static bool is_whole(struct rl_store *store, char **why)
{
    long long version = number(store, "PRAGMA user_version");
    if (version == 0) {
        *why = rl_text_format("%s holds nothing; `racelab grade` makes a store", store->path);
        return false;
    }
    if (version > RL_STORE_FORMAT) {
        *why = rl_text_format(
            "the store %s was made by a newer racelab (format %lld, this one knows %d); it was left as "
            "it is. Update racelab, or name another one",
            store->path, version, RL_STORE_FORMAT);
        return false;
    }
    sqlite3_stmt *check = NULL;
    bool good = sqlite3_prepare_v2(store->db, "PRAGMA quick_check(1)", -1, &check, NULL) == SQLITE_OK &&
                sqlite3_step(check) == SQLITE_ROW && sqlite3_column_text(check, 0) &&
                strcmp((const char *)sqlite3_column_text(check, 0), "ok") == 0;
    int code = sqlite3_errcode(store->db) & 0xff;
    if (!good && code != SQLITE_ROW && code != SQLITE_OK && code != SQLITE_CORRUPT && code != SQLITE_NOTADB)
        *why = rl_store_error(store);
    else if (!good)
        *why = rl_text_format(
            "the store %s is damaged; it was left as it is. Restore a copy of it, or move it away and "
            "grade anew",
            store->path);
    sqlite3_finalize(check);
    return good;
}

static bool open_database(struct rl_store *store, enum rl_store_mode mode, char **why)
{
    /* A reader, too, must be able to undo what a killed writer left half done; query_only lets it do no more.
     */
    int flags = SQLITE_OPEN_READWRITE | (mode == RL_STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(store->path, &store->db, flags, NULL) != SQLITE_OK) {
        *why = rl_store_error(store);
        return false;
    }
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, BUSY_MS);
    /* A file that was written with malice aforethought must not run code of its own. */
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    bool good = mode == RL_STORE_READ ? rl_store_run(store, "PRAGMA query_only = ON", why)
                                      : begin_writing(store, mode, why);
    return good && is_whole(store, why);
}

struct rl_store *rl_store_open(const char *path, enum rl_store_mode mode, char **why)
{
    bool empty = false;
    struct rl_store *store = rl_alloc(sizeof *store);
    *store = (struct rl_store){.path = rl_text_copy(path)};
    pthread_mutex_init(&store->lock, NULL);
    *why = NULL;
    bool good = look_at(store, &empty, why);
    if (good && empty && mode != RL_STORE_CREATE) {
        *why = rl_text_format("there is no store %s; `racelab grade` makes one", path);
        good = false;
    }
    if (good && open_database(store, mode, why))
        return store;
    rl_store_close(store);
    return NULL;
}

void rl_store_close(struct rl_store *store)
{
    if (!store)
        return;
    sqlite3_close(store->db);
    pthread_mutex_destroy(&store->lock);
    free(store->path);
    free(store);
}
