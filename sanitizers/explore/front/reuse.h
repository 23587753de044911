/* SPDX-License-Identifier: MIT */
/* A program that this process built in a work folder is used again there: another scale step needs another
 * tag, not another program. */
#ifndef RL_EXPLORE_REUSE_H
#define RL_EXPLORE_REUSE_H

#include <stdbool.h>

/* Remembers that both files are what this process built, and the compiler's words (NULL: none). */
void rl_reuse_note(const char *object, const char *program, const char *words);
/* Are both still, unchanged since? *words is then a copy (NULL: none; the caller frees it). */
bool rl_reuse_find(const char *object, const char *program, char **words);

#endif
