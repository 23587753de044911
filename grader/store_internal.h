/* SPDX-License-Identifier: MIT */
/* Private to store*.c: the open database, its tables, and how its errors become words. */
#ifndef RL_GRADER_STORE_INTERNAL_H
#define RL_GRADER_STORE_INTERNAL_H

#include "store.h"

#include <pthread.h>
#include <sqlite3.h>

struct rl_store {
    pthread_mutex_t lock; /* protects every use of db */
    sqlite3 *db;
    char *path;
};

extern const char rl_store_schema[];
enum { RL_STORE_APPLICATION = 0x524c4142 }; /* "RLAB" */

/* A statement with its values bound from `format`: s text or NULL, i long long, b pointer and length. NULL:
 * *why. */
sqlite3_stmt *rl_store_prepare(struct rl_store *store, const char *sql, char **why, const char *format, ...);
/* Runs it to its end and frees it. */
bool rl_store_finish(struct rl_store *store, sqlite3_stmt *statement, char **why);
bool rl_store_run(struct rl_store *store, const char *sql, char **why);
/* What SQLite says, and what to do. */
char *rl_store_error(struct rl_store *store);

/* BEGIN IMMEDIATE … COMMIT, or ROLLBACK where `good` is false. */
bool rl_store_begin(struct rl_store *store, char **why);
bool rl_store_commit(struct rl_store *store, bool good, char **why);

#endif
