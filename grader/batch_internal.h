/* SPDX-License-Identifier: MIT */
/* Private to batch*.c: one run over the tasks, and which verdicts are being made in it. */
#ifndef RL_GRADER_BATCH_INTERNAL_H
#define RL_GRADER_BATCH_INTERNAL_H

#include "batch.h"

#include <pthread.h>

struct rl_batch_run {
    struct rl_batch *batch;
    size_t *order; /* indices of the tasks of this round; read-only during a round */
    pthread_mutex_t lock;
    void *claims;                  /* a tree of keys that are being judged, or were; protected by lock */
    size_t in_a_row;               /* failures without a success between them; protected by lock */
    size_t unkept_in_a_row;        /* of these, what the store could not take; protected by lock */
    struct rl_batch_counts counts; /* protected by lock */
    char *stop;                    /* why nothing more is begun; protected by lock */
    double begin;
};

enum rl_claim { RL_CLAIM_MINE, RL_CLAIM_TAKEN, RL_CLAIM_DONE };
/* Two learners with one file: the second waits for the first one's verdict instead of making it again. */
enum rl_claim rl_batch_claim(struct rl_batch_run *run, const char *key);
/* The verdict is in the store, or (made false) is to be made by whoever claims it next. */
void rl_batch_settle(struct rl_batch_run *run, const char *key, bool made);
void rl_batch_forget_claims(struct rl_batch_run *run);

/* From a task to its verdict in the store. */
void rl_batch_do(struct rl_batch_run *run, struct rl_task *task);

#endif
