/* SPDX-License-Identifier: MIT */
/* The outcome table of a lab's buggy program: what is possible, and what happened here. */
#ifndef RL_CLI_OUTCOMES_H
#define RL_CLI_OUTCOMES_H

#include "cli.h"

/* Explores buggy.c, runs it natively some times, and prints each outcome with its class, its reason, a replay
 * that reaches it and how often it came. Returns a status. */
int rl_cli_outcomes(const struct rl_lab *lab, const struct rl_manifest *manifest, bool json);

#endif
