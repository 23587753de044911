/* SPDX-License-Identifier: MIT */
/* The files that a new lab begins with; the build makes the table from cli/skeleton/. */
#ifndef RL_CLI_SKELETON_H
#define RL_CLI_SKELETON_H

/* In names and texts stand @ID@, @GROUP@, @STEM@ (the learner's file without .c) and @GUARD@ (that in
 * capitals). */
struct rl_skeleton_file {
    const char *kind; /* "fix" */
    const char *name; /* "fixes/mutex.c" */
    const char *text;
};
extern const struct rl_skeleton_file rl_skeleton_files[]; /* ended by a NULL kind */

#endif
