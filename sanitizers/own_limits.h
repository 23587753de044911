/* SPDX-License-Identifier: MIT */
/* The limits that racelab inherits from the shell that started it (ulimit): compilers and submissions would
 * inherit them, too, and what such a limit stops would look like the submission's fault. */
#ifndef RL_OWN_LIMITS_H
#define RL_OWN_LIMITS_H

#include <stdbool.h>

/* Raises what is below what racelab asks of a run, and gives every stack the same size. false: one cannot be
 * raised, and *why names it, the shell's command for it and what to do (the caller frees it). */
bool rl_own_limits_raise(char **why);

#endif
