/* SPDX-License-Identifier: MIT */
/* From a file to its verdict: takes it in, runs the observers, decides. */
#ifndef RL_GRADER_JUDGE_H
#define RL_GRADER_JUDGE_H

#include "course.h"
#include "intake.h"
#include "verdict.h"

/* What is left of judging a file for judging it again with the same options: programs that need not be built
 * again, and that its screen found nothing. Every observer runs afresh. */
struct rl_judge_kept {
    bool screened;
    char *folders[RL_WATCH_COUNT];
};
void rl_judge_kept_free(struct rl_judge_kept *kept); /* and empties it */

struct rl_judge_options {
    const struct rl_observer *const *observers; /* NULL: rl_observers */
    const char *compiler;                       /* NULL: the toolchain's choice */
    unsigned jobs;                              /* observers at a time; 0: one a processor */
    bool
        needed_only; /* once the explorer has found a failure, no other observer is asked: none can undo it */
    unsigned traces; /* of so many failing schedules the verdict has the steps; 0: none */
    struct rl_judge_kept *kept; /* begins empty; NULL: nothing is kept */
    void (*tick)(void *ctx);    /* ten times a second on the caller's thread; or NULL */
    void *ctx;
};

/* Judges a file that was taken in. Always fills *out (rl_verdict_free it). */
void rl_judge(const struct rl_lab *lab, const struct rl_manifest *manifest,
              const struct rl_submission *submission, const struct rl_judge_options *options,
              struct rl_verdict *out);
/* The same as JSON; `shown` is the file's name for readers, NULL: as it was handed in. */
json_t *rl_judge_json(const struct rl_lab *lab, const struct rl_manifest *manifest,
                      const struct rl_submission *submission, const char *shown,
                      const struct rl_verdict *verdict);

#endif
