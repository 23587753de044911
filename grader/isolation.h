/* SPDX-License-Identifier: MIT */
/* Which layers keep a submission away from the machine; every verdict of `racelab grade` names them. */
#ifndef RL_GRADER_ISOLATION_H
#define RL_GRADER_ISOLATION_H

#include "words.h"

#include <stdbool.h>

/* From now on submissions are compiled and run in the sandbox. Call it first. false: files, the network,
 * other programs or the kernel would lie open, and `trust` does not say that this is fine; *why says what to
 * do. */
bool rl_isolation_start(bool trust, char **why);

/* Is it something that a sandbox can keep from submissions ("files", "network", …: sandbox.h)? false: *why
 * names those that there are. */
bool rl_isolation_is_guard(const char *name, char **why);
/* Is all that is named ("files", "network", …: sandbox.h) kept from submissions here? false: *why names what
 * is not, or what no sandbox knows. */
bool rl_isolation_demand(char **guards, unsigned count, char **why);

/* The names of the layers that hold here, in a fixed order; empty: none. Asked once. */
const struct rl_list *rl_isolation_layers(void);
/* The names of all layers there are, for messages. */
const struct rl_list *rl_isolation_known(void);

#endif
