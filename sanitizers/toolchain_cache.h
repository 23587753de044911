/* SPDX-License-Identifier: MIT */
/* Objects of files that stay as they are while racelab runs: a lab's scenario is compiled once for a whole
 * class. */
#ifndef RL_TOOLCHAIN_CACHE_H
#define RL_TOOLCHAIN_CACHE_H

#include "process.h"

/* From now on the object of this file is kept, for each command with which it is compiled. It must be nothing
 * that a submission can change, and neither must the headers that it includes. */
void rl_toolchain_cache_source(const char *path);

/* What the command makes of the source, or NULL where its object is not to be kept (the caller frees it).
 * `argv`: all but the place of the object. */
char *rl_toolchain_cache_key(const char *const *argv, const char *source);
/* Writes the object that the key stands for, and answers the run that made it. false: it is not known. */
bool rl_toolchain_cache_get(const char *key, const char *object, struct rl_process_result *run);
/* Keeps the object that the run made, if it made one. */
void rl_toolchain_cache_put(const char *key, const char *object, const struct rl_process_result *run);

#endif
