/* SPDX-License-Identifier: MIT */
/* Text of the program's source files, as it is shown beside a place. */
#ifndef RL_EXPLORE_SOURCE_H
#define RL_EXPLORE_SOURCE_H

/* Line `line` of the file that users know as `file` (one of the sources, or a path), without the blanks
 * around it. NULL: there is none. The caller frees it. */
char *rl_source_line(const char *const *sources, const char *file, int line);

#endif
