/* SPDX-License-Identifier: MIT */
/* `racelab verify-labs --repeat N`: the same file, the same verdict, every time. */
#ifndef RL_CLI_VERIFY_REPEAT_H
#define RL_CLI_VERIFY_REPEAT_H

#include "cli.h"

struct rl_verify_repeat {
    unsigned rounds; /* 0: not asked for */
    unsigned load;   /* busy processes a processor meanwhile */
    const char *save, *against;
    const char *compiler;
    unsigned jobs;
    bool json;
};

/* Judges the labs' files, prints what came of it, and returns the status. */
int rl_cli_verify_repeat(const struct rl_verify_repeat *how, const struct rl_lab *const *labs, size_t count);

#endif
