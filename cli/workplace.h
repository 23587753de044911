/* SPDX-License-Identifier: MIT */
/* Where the learner is: the working copy here, how racelab is called from here, and what their progress says.
 */
#ifndef RL_CLI_WORKPLACE_H
#define RL_CLI_WORKPLACE_H

#include "cli.h"

#include "grader/progress.h"
#include "grader/verdict.h"
#include "grader/workcopy.h"

/* The lab called `name`; where `name` is NULL, that of the working copy that this folder is or lies in. *here
 * (may be NULL; rl_workcopy_free it) is that working copy, empty where there is none or it is of another lab.
 * NULL: the error is printed, and *status is to be returned. `variant` as for rl_cli_lab. */
const struct rl_lab *rl_cli_lab_here(const struct rl_course *course, const char *command, const char *name,
                                     char **variant, struct rl_workcopy *here, int *status);
/* The working copy here, of whichever lab; false: none, and nothing is printed. */
bool rl_cli_workcopy_here(struct rl_workcopy *here);
/* Its file `name`, as somebody in the current folder would type it (caller frees). */
char *rl_cli_workfile(const struct rl_workcopy *here, const char *name);

/* The path as a shell takes it (caller frees). */
char *rl_cli_quoted(const char *path);
/* How racelab is called from anywhere: "racelab" where PATH finds this one, else its full path (caller
 * frees). */
char *rl_cli_self(void);
/* The program or launcher itself, whatever PATH says (caller frees). */
char *rl_cli_launcher(void);
/* The folder of the checkout that this racelab was built in; NULL: it is installed. */
const char *rl_cli_checkout(void);

/* The progress; a damaged file is told on stderr. */
json_t *rl_cli_read_progress(void);
/* Prints and frees what recording had to say; either may be NULL. */
void rl_cli_tell(char *note, char *why);

/* What the learner's file is, for a list of files. */
const char *rl_cli_file_words(const struct rl_manifest *manifest);
/* Is there a file to hand in, so that the lab can be solved? */
bool rl_cli_is_solvable(const struct rl_manifest *manifest);
/* The first lab after `after` (NULL: of all), round to its beginning, that is not solved. NULL: every lab is.
 * Labs whose manifest cannot be read are left out. */
const struct rl_lab *rl_cli_next_lab(const struct rl_course *course, const json_t *progress,
                                     const char *after);

#endif
