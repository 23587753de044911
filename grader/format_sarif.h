/* SPDX-License-Identifier: MIT */
/* Private to the SARIF writer: its rules, and places in its terms. */
#ifndef RL_GRADER_FORMAT_SARIF_H
#define RL_GRADER_FORMAT_SARIF_H

#include "format.h"

enum { RL_SARIF_TEXT_MOST = 10000 };

/* {"text": …}: no link can be hidden in it. */
json_t *rl_sarif_message(const char *text);
/* A string for a name or a property: the same, and short. */
json_t *rl_sarif_name(const char *text);
/* The table of rules: a hazard each, then the verdicts that are no hazard's. */
json_t *rl_sarif_rules(void);
/* Where in the table a hazard's name, or a verdict's, stands; -1: nowhere. */
int rl_sarif_rule_index(const char *id);

/* A location object of a side or a step, with its message (NULL: none). */
json_t *rl_sarif_location(const json_t *verdict, const json_t *place, const char *message);
/* A location that is the file which was handed in; line 0: the whole file. */
json_t *rl_sarif_whole_file(const json_t *verdict, int line);
/* The interleaving that a finding's steps show, as codeFlows; NULL: it has none. */
json_t *rl_sarif_code_flows(const json_t *verdict, const json_t *finding);
/* The same for the same mistake, wherever in the file it moves to. */
json_t *rl_sarif_fingerprints(const json_t *verdict, const json_t *finding);

#endif
