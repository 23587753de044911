/* SPDX-License-Identifier: MIT */
/* Private directories for temporary files, which are gone when racelab is. */
#ifndef RL_WORKDIR_H
#define RL_WORKDIR_H

/* Makes a new, empty directory that only this user can enter, under TMPDIR or /tmp. NULL: *why says what to
 * do (the caller frees both). What was not removed by rl_workdir_remove is removed when the process exits. */
char *rl_workdir_create(char **why);

/* Removes the directory with all it holds, also what its owner may not read, and frees the path. NULL:
 * nothing. */
void rl_workdir_remove(char *path);

/* Removes what is in the directory, but not itself. */
void rl_workdir_clear(const char *path);

#endif
