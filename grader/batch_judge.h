/* SPDX-License-Identifier: MIT */
/* The judge of a batch: the observers, each verdict with the layers that held. */
#ifndef RL_GRADER_BATCH_JUDGE_H
#define RL_GRADER_BATCH_JUDGE_H

#include "batch.h"

struct rl_batch_judge {
    const char *compiler;                       /* NULL: the toolchain's choice */
    const struct rl_observer *const *observers; /* NULL: all */
    const struct rl_task_lab *canary; /* its first fix must be judged where the machine is well; or NULL */
};

/* For struct rl_batch: `ctx` begins with a struct rl_batch_judge. */
json_t *rl_batch_judge(void *ctx, const struct rl_task *task, const struct rl_submission *submission);
bool rl_batch_healthy(void *ctx, bool anew, char **why);

/* The options that a verdict depends on, as text for its fingerprint (the caller frees it). */
char *rl_batch_judge_options(const struct rl_batch_judge *judge);

#endif
