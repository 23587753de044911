/* SPDX-License-Identifier: MIT */
/* Makes the compiler's and linker's words fit to be shown. */
#ifndef RL_TOOLCHAIN_WORDS_H
#define RL_TOOLCHAIN_WORDS_H

#include "toolchain.h"

/* The words, with every path of a source, an include folder or the work folder made short. The caller frees
 * it. */
char *rl_words_without_paths(const char *words, const struct rl_toolchain_command *command);

/* One sentence on why a link failed: which function is missing, or defined twice. The caller frees it. */
char *rl_words_of_link_error(const char *words);

/* Did it fail for a reason that is not in the source? Then what to do about it; else NULL. */
const char *rl_words_blame_machine(const char *words);

#endif
