/* SPDX-License-Identifier: MIT */
/* A replay as `racelab replay` and `racelab explore --replay` show it. */
#ifndef RL_EXPLORE_SHOW_H
#define RL_EXPLORE_SHOW_H

#include "call.h"
#include "style.h"

/* Trace, findings with the line where it broke, output, and the command that shows it again. */
void rl_show_replay(FILE *out, const struct rl_explore_call *call, const struct rl_observation *observation,
                    const json_t *steps, const char *command, const struct rl_explore_style *style);
/* The same as one object (racelab/trace/v1). */
json_t *rl_show_replay_json(const struct rl_explore_call *call, const struct rl_observation *observation,
                            json_t *steps);

#endif
