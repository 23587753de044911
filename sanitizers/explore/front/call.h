/* SPDX-License-Identifier: MIT */
/* One exploration as somebody asked for it: what `explore` was given, and what `replay` needs to do it again.
 */
#ifndef RL_EXPLORE_CALL_H
#define RL_EXPLORE_CALL_H

#include <jansson.h>

#include "sanitizers/observer.h"
#include "sanitizers/text.h"

struct rl_explore_call {
    struct rl_list files, include_dirs, cflags, args;
    char *compiler; /* NULL: the toolchain's choice */
    char *strategy; /* NULL: auto */
    bool all_accesses;
    unsigned long budget, max_steps;
    uint64_t seed;
    enum rl_scale scale;
    int scale_step;
    bool is_lab, waits_blocking;
    char *replay; /* or NULL */
    bool (*progress)(void *ctx, unsigned long done, unsigned long of);
    void *ctx;
};

void rl_explore_call_free(struct rl_explore_call *call);

/* Runs it in a temporary folder. *steps gets the steps of a replay (an array of racelab/trace/v1 objects;
 * json_decref). */
void rl_explore_call_run(const struct rl_explore_call *call, struct rl_observation *out, json_t **steps);

/* The tag that replay strings of this call begin with; NULL: the program cannot be built. The caller frees
 * it. */
char *rl_explore_call_tag(const struct rl_explore_call *call);

/* Remembers the call for every schedule that was found, and the first failure as the last one. Nothing was
 * found: nothing is remembered. *why: it could not be remembered, and what to do. */
void rl_explore_call_keep(const struct rl_explore_call *call, const struct rl_observation *observation,
                          char **why);

/* What has to be remembered of it. NULL: a file cannot be read (*why). */
json_t *rl_explore_call_record(const struct rl_explore_call *call, char **why);
/* The call that was remembered; goes back to the folder in which it was made. False: *why says what has
 * changed. */
bool rl_explore_call_recall(const json_t *record, struct rl_explore_call *call, char **why);

#endif
