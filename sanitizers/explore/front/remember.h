/* SPDX-License-Identifier: MIT */
/* Explored programs are remembered, so that a replay string alone is enough to see its steps again. */
#ifndef RL_EXPLORE_REMEMBER_H
#define RL_EXPLORE_REMEMBER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Remembers `record` (an object; borrowed) for the tag of `replay`, and, if it is one, `replay` as the last
 * failure. False: *why says what to do; nothing else is lost. */
bool rl_remember(json_t *record, const char *replay, bool is_failure, char **why);

/* There is a newer failure, and it cannot be replayed: no last failure is remembered any more. */
void rl_forget_last(void);

/* The record for the tag of *replay; where *replay is NULL it is set to the last failure (the caller frees
 * it). NULL: *why says what is missing. */
json_t *rl_recall(char **replay, char **why);

/* A hash of the files' contents, as text; NULL: one cannot be read (*why names it). */
char *rl_files_hash(const char *const *files, char **why);

#endif
