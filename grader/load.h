/* SPDX-License-Identifier: MIT */
/* A busy machine, made on purpose: processes that do nothing but want a processor. */
#ifndef RL_GRADER_LOAD_H
#define RL_GRADER_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { RL_LOAD_MOST = 16 }; /* a processor */

struct rl_load {
    pid_t *pids;
    size_t len;
};

/* Starts `each` busy processes on each processor that this process may use, and keeps them there. They end
 * with rl_load_stop, and with the calling thread on whatever path that ends. false: *why says what to do (the
 * caller frees it), and none runs. */
bool rl_load_start(unsigned each, struct rl_load *out, char **why);
void rl_load_stop(struct rl_load *load); /* and empties it */

#endif
