/* SPDX-License-Identifier: MIT */
/* The steps of the interleavings that broke something: the explorer's schedules, run once more and written
 * down. */
#ifndef RL_GRADER_INTERLEAVING_H
#define RL_GRADER_INTERLEAVING_H

#include "evidence.h"

#include <jansson.h>

struct rl_interleaving {
    char *schedule;
    json_t *trace; /* an array of racelab/trace/v1 */
    bool endless;  /* it ends only because the thread was stopped that ran on without an operation */
    size_t count;  /* steps so far; each that is kept has its number */
    size_t plain;  /* of them the last ones that are plain accesses */
    size_t run;    /* the run of the watch that found it: its scale step is the schedule's, too */
};

/* Makes one, without steps yet, of each of the first `most` schedules that the watch found failures under. */
void rl_interleavings_begin(struct rl_watch *watch, unsigned most);
/* For on_step of the run that replays one: ctx is the interleaving. */
void rl_interleaving_step(void *ctx, const char *json);
void rl_interleavings_free(struct rl_watch *watch);

/* The steps as a verdict shows them, an array of {"position", "thread", "what", "change", "file", "line",
 * "function", "source"}; NULL: none were taken of this schedule. Of a long one the first steps and the last,
 * which lead to the failure; of what a thread does without end only the beginning. */
json_t *rl_interleaving_json(const struct rl_watch *watch, const char *schedule);

#endif
