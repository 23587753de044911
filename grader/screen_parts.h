/* SPDX-License-Identifier: MIT */
/* The parts of the screen, each by itself. All answer what they found, and *why (the caller frees it) unless
 * that is nothing. */
#ifndef RL_GRADER_SCREEN_PARTS_H
#define RL_GRADER_SCREEN_PARTS_H

#include "screen.h"

#include <stdbool.h>

/* The submission as handed in: directives that would mislead those who look at what became of it.
 * *conditional: it has an #if, so it may be another program under another observer. */
enum rl_screen rl_screen_directives(const char *text, const char *shown, bool *conditional, char **why);

/* After preprocessing: what it includes itself lies in one of the folders, or is the system's, and is a
 * header. */
enum rl_screen rl_screen_includes(const char *preprocessed, const char *file, const char *shown,
                                  const char *const *folders, char **why);

/* After compiling, with debug information: what it defines, imports and is made of. every_size: the compiler
 * reports accesses of every size (gcc does, clang does not). */
enum rl_screen rl_screen_object(const char *object, const char *shown, bool every_size, char **why);

#endif
