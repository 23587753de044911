/* SPDX-License-Identifier: MIT */
/* The store of a class: one SQLite file with every verdict, who handed in what, and what people decided.
 *
 * A verdict and its submission are written in one transaction that is on the disk before the call returns.
 * The rollback journal is used, not the write-ahead log: between two verdicts the store is one single file,
 * which can be copied and handed on as it is, and it works on network file systems. One racelab at a time may
 * write.
 *
 * Verdicts are kept by their key (fingerprint.h), so that two learners with the same file have one between
 * them. All calls may be made from several threads. */
#ifndef RL_GRADER_STORE_H
#define RL_GRADER_STORE_H

#include "words.h"

#include <jansson.h>
#include <stdio.h>

enum { RL_STORE_FORMAT = 1 };

enum rl_store_mode {
    RL_STORE_READ,   /* it must be there */
    RL_STORE_CHANGE, /* it must be there */
    RL_STORE_CREATE  /* it is made where it is not there */
};

struct rl_store;

/* NULL: *why says what is wrong with it and what to do (the caller frees it). What is no store of this
 * version is never written to. */
struct rl_store *rl_store_open(const char *path, enum rl_store_mode mode, char **why);
void rl_store_close(struct rl_store *store);

/* A lab as it was when its submissions were judged. */
struct rl_store_lab {
    const char *id;
    const char *digest;
    const char *title;
    const json_t *hints; /* array of strings */
};
bool rl_store_keep_lab(struct rl_store *store, const struct rl_store_lab *lab, char **why);

/* One learner's file for one lab. A second one for the same lab takes the place of the first. */
struct rl_store_submission {
    const char *learner;
    const char *lab;
    const char *lab_digest;
    const char *path;
    const char *source; /* the file's text; NULL: it was not taken in */
    size_t source_length;
    const char *digest; /* of the file */
    const char *key;
    long long handed_in; /* seconds since 1970, by the file's time */
    bool late;
    const json_t *points; /* as rl_marks_json */
};

/* The verdict with this key, or NULL. A new reference. "this_run" is in it where it was. */
json_t *rl_store_verdict(struct rl_store *store, const char *key);

/* The text of the file that was judged; NULL: there is none (the caller frees it). */
char *rl_store_source(struct rl_store *store, const char *learner, const char *lab);

/* Keeps the verdict (unless there is one of this key: the first one stays) and the submission. false: neither
 * is kept; *why says what to do. `verdict` NULL: there is one of this key already. `again`: takes the place
 * of the one that is there. */
bool rl_store_keep(struct rl_store *store, const struct rl_store_submission *submission,
                   const json_t *verdict, bool again, char **why);
/* The submission could not be judged: there is no verdict, and why not. */
bool rl_store_keep_fault(struct rl_store *store, const struct rl_store_submission *submission,
                         const char *reason, char **why);

/* What a person decided about a verdict. */
struct rl_store_decision {
    const char *learner, *lab;
    const char *decision; /* "pass", "fail" */
    const char *who;
    const char *note;
};
/* false: there is no such submission, or it has no verdict, or it cannot be written. */
bool rl_store_decide(struct rl_store *store, const struct rl_store_decision *decision, char **why);

/* One row of the store, for those who read it; valid during the call. */
struct rl_store_row {
    const char *learner, *lab, *path, *digest, *key;
    long long handed_in;
    bool late;
    const char *fault;                 /* why there is no verdict; NULL: there is one */
    const char *source;                /* or NULL */
    const char *decision, *who, *note; /* NULL: nobody decided */
    const char *decided_at;
    json_t
        *verdict; /* borrowed; with "submission", "points", "hints" and, where somebody decided, "review" */
};
/* By learner, then lab. `visit` returns false to stop. false: it cannot be read. */
bool rl_store_each(struct rl_store *store, bool (*visit)(void *ctx, const struct rl_store_row *row),
                   void *ctx, char **why);

/* Notes about the whole: "title", … */
bool rl_store_set_note(struct rl_store *store, const char *name, const char *value, char **why);
char *rl_store_note(struct rl_store *store, const char *name); /* NULL: none; the caller frees it */

/* Adds all that the store at `path` holds. A submission that both have must be the same, else false and
 * nothing is added. */
bool rl_store_merge(struct rl_store *store, const char *path, char **why);

/* All that it holds but times, as text that is the same for the same content. */
bool rl_store_dump(struct rl_store *store, FILE *to, char **why);

#endif
