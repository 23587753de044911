/* SPDX-License-Identifier: MIT */
/* What deciding a verdict goes on; private to decide.c and decide_axes.c. */
#ifndef RL_GRADER_DECIDE_H
#define RL_GRADER_DECIDE_H

#include "verdict.h"

struct rl_deciding {
    const struct rl_manifest *manifest;
    struct rl_verdict *verdict;
    bool explored;      /* the explorer ran and answers */
    bool complete;      /* within a model that suffices for this lab */
    bool explore_found; /* its findings decide alone: every other observer's are luck */
    size_t runs;        /* of the other observers */
    const struct rl_finding *conflict;
    enum rl_watcher conflict_of;
};

/* The first demand that no scale step met; NULL: all were. */
const struct rl_demand *rl_decide_unmet(const struct rl_deciding *with);
/* How much was run without finding anything; the caller frees it. */
char *rl_decide_nothing_found(const struct rl_deciding *with);
void rl_decide_axes(struct rl_deciding *with);

#endif
