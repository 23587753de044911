/* SPDX-License-Identifier: MIT */
/* What `racelab grade` shows: the progress while it judges, and the table at its end. */
#ifndef RL_CLI_GRADING_H
#define RL_CLI_GRADING_H

#include "cli.h"

#include "grader/assign.h"
#include "grader/batch_judge.h"

/* What a batch's call-backs get. */
struct rl_grading {
    struct rl_batch_judge judge; /* first: rl_batch_judge takes it */
    size_t told;                 /* tenths of the work that a line was printed about */
};

/* The bar on a terminal, else a line with every tenth of the work; on stderr. */
void rl_grading_tick(void *ctx, const struct rl_batch_counts *counts);

/* Learner by lab, and what waits for a person or could not be judged. */
void rl_grading_print(const struct rl_assignment *assignment, const struct rl_labs_set *labs,
                      const char *store);

#endif
