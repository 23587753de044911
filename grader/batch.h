/* SPDX-License-Identifier: MIT */
/* Judges many submissions: each verdict is in the store before the next one of its worker is begun, and what
 * the store knows already is not judged again. */
#ifndef RL_GRADER_BATCH_H
#define RL_GRADER_BATCH_H

#include "course.h"
#include "fingerprint.h"
#include "intake.h"
#include "store.h"

enum rl_task_state {
    RL_TASK_OPEN,   /* nobody has judged it yet */
    RL_TASK_REUSED, /* the store knew its verdict */
    RL_TASK_JUDGED, /* its verdict is in the store now */
    RL_TASK_INFRA   /* racelab or the machine failed; `fault` says how */
};

/* A lab of which submissions are judged. */
struct rl_task_lab {
    const struct rl_lab *lab;
    const struct rl_manifest *manifest;
    struct rl_digest digest; /* of all its files */
    char *start_digest;      /* of the file that learners start from; NULL: there is none */
    double points;           /* what a right one is worth */
    bool require_complete;   /* an unproven one has no mark until a person gives it */
    long long due;           /* seconds since 1970; 0: never */
};

/* One learner's file for one lab. */
struct rl_task {
    const char *learner;
    const char *path;
    const char *root; /* the folder of submissions that path lies in; NULL: the path was named itself */
    const struct rl_task_lab *lab;
    enum rl_task_state state;
    char *key;     /* of its verdict */
    char *verdict; /* its kind: "pass", …; NULL: there is none */
    double got;    /* points; negative: no mark */
    bool provisional;
    bool late;
    char *fault; /* INFRA: why */
    bool unkept; /* INFRA: there is a verdict, and the store could not take it */
};

struct rl_batch_counts {
    size_t tasks, reused, judged, infra, left; /* left: not judged in this run yet */
    double seconds;
};

struct rl_batch {
    struct rl_store *store;
    const struct rl_fingerprint *fingerprint;
    struct rl_task *tasks;
    size_t len;
    unsigned jobs;    /* submissions at a time; 0: one a processor */
    unsigned retries; /* how often one that racelab or the machine failed on is tried again */
    bool again;       /* judges what the store knows, too */
    /* A racelab/verdict/v1. Called from several threads. */
    json_t *(*judge)(void *ctx, const struct rl_task *task, const struct rl_submission *submission);
    /* Do the tools work here? Asked before the first verdict; `anew` after several submissions in a row could
     * not be judged: a sick machine stops the run, hostile submissions do not. *why says what to do. NULL:
     * they do. */
    bool (*healthy)(void *ctx, bool anew, char **why);
    /* Ten times a second on the caller's thread; or NULL. */
    void (*tick)(void *ctx, const struct rl_batch_counts *counts);
    void *ctx;
};

/* true: every submission has a verdict. false: some are left open or INFRA; *why, if set, says what made it
 * stop early (the caller frees it). Interrupted or killed, what was kept is kept, and the next call goes on
 * from there. */
bool rl_batch_run(struct rl_batch *batch, char **why);

void rl_task_free(struct rl_task *task);

#endif
