/* SPDX-License-Identifier: MIT */
/* A replay on a terminal: one column a thread, each operation with its object and state, and the line where
 * it broke. */
#ifndef RL_EXPLORE_TRACE_H
#define RL_EXPLORE_TRACE_H

#include <jansson.h>

#include "style.h"

struct rl_finding;

/* steps: an array of racelab/trace/v1 objects, as on_step got them. broke: what is marked at the end, in the
 * columns of its threads. */
void rl_trace_print(FILE *out, const json_t *steps, const struct rl_finding *broke, size_t broke_len,
                    const char *const *sources, const struct rl_explore_style *style);
/* "locks stock_lock", "stores 1 in ready": what a step does, as a sentence about its thread. The caller frees
 * it. */
char *rl_trace_words(const json_t *step);
/* "free → held"; NULL where nothing changed. The caller frees it. */
char *rl_trace_change(const json_t *step, const struct rl_explore_style *style);

#endif
