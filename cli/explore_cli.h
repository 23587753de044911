/* SPDX-License-Identifier: MIT */
/* What explore and replay share: how a call is carried out and shown. */
#ifndef RL_EXPLORE_CLI_H
#define RL_EXPLORE_CLI_H

#include "cli.h"

#include "sanitizers/explore/front/call.h"

struct rl_explore_output {
    bool json;
    bool require_complete;
    const char *command; /* that shows the replay again */
};

/* Runs the call and prints what came of it; returns a status. */
int rl_explore_carry_out(struct rl_explore_call *call, const struct rl_explore_output *output);

#endif
