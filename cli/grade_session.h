/* SPDX-License-Identifier: MIT */
/* One call of `racelab grade`: from its options to verdicts, the table, outputs and letters. */
#ifndef RL_CLI_GRADE_SESSION_H
#define RL_CLI_GRADE_SESSION_H

#include "grading.h"
#include "outputs.h"

#include "grader/class.h"
#include "grader/letters.h"

struct rl_grade_call {
    const char *lab, *course; /* one of the two */
    const char *own_labs, *store, *compiler, *letters;
    unsigned jobs, retries, shard, of;
    bool again, trust, dry_run, feedback_given;
    enum rl_feedback feedback;
    struct rl_outputs outputs;
    struct rl_list paths;
};

struct rl_grade_session {
    const struct rl_grade_call *call;
    struct rl_class *class; /* NULL: one lab without a course */
    struct rl_labs_set labs;
    struct rl_assignment assignment;
    struct rl_fingerprint fingerprint;
    struct rl_grading grading;
    struct rl_store *store;
};

/* Each returns RL_CLI_OK, or a status after its error was printed; they are called in this order. */
int rl_grade_read(struct rl_grade_session *session);    /* the course and the labs */
int rl_grade_find(struct rl_grade_session *session);    /* the submissions */
int rl_grade_shelter(struct rl_grade_session *session); /* the sandbox, and what the course demands of it */
int rl_grade_open(struct rl_grade_session *session, const char *store);
int rl_grade_judge(struct rl_grade_session *session);
int rl_grade_write(struct rl_grade_session *session); /* outputs and letters */
void rl_grade_close(struct rl_grade_session *session);

/* The whole of --dry-run, after rl_grade_shelter. */
int rl_grade_dry_run(struct rl_grade_session *session);

/* Prints *why, frees it, and returns the status. */
int rl_grade_report(int status, char *why);
/* All verdicts of a store; a new reference. NULL: an error was printed. */
json_t *rl_grade_verdicts(struct rl_store *store);

#endif
