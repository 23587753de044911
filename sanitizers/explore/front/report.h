/* SPDX-License-Identifier: MIT */
/* What an exploration found, as text for a terminal and as JSON. */
#ifndef RL_EXPLORE_REPORT_H
#define RL_EXPLORE_REPORT_H

#include <jansson.h>

#include "sanitizers/observer.h"
#include "style.h"

/* `replay`: the command that shows a schedule, up to the string itself ("racelab replay"). */
void rl_report_print(FILE *out, const struct rl_observation *observation, const char *const *sources,
                     const char *replay, const struct rl_explore_style *style);
/* One finding: headline, both sides with their lines, the paragraph. */
void rl_report_print_finding(FILE *out, const struct rl_finding *finding, const char *const *sources,
                             const struct rl_explore_style *style);
/* racelab/explore/v1 */
json_t *rl_report_json(const struct rl_observation *observation, const char *const *sources);

#endif
