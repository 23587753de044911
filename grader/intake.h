/* SPDX-License-Identifier: MIT */
/* Takes a submission in: one regular, small, readable text file, copied under the lab's own name into a
 * private folder. */
#ifndef RL_GRADER_INTAKE_H
#define RL_GRADER_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

enum { RL_INTAKE_CAP = 1 << 20 }; /* bytes */

struct rl_submission {
    char *shown;  /* the path as the caller named it */
    char *folder; /* private; removed by rl_submission_free */
    char *path;   /* folder/source, what is compiled */
    char *text;
    size_t length;
};

enum rl_intake {
    RL_INTAKE_OK,
    RL_INTAKE_BAD,   /* the file is at fault; *why says what to do */
    RL_INTAKE_INFRA, /* the machine is: no room for the copy, … */
};

/* `source` is the lab's own name for the file ("counter.c"). Nothing but a regular file is opened: a FIFO
 * would hang, and opening a device can do something. */
enum rl_intake rl_intake_file(const char *path, const char *source, struct rl_submission *out, char **why);
/* The same of what a learner put somewhere below the instructor's folder `root` (with which path begins): it
 * is reached through no link, and has no second name. root NULL: rl_intake_file. */
enum rl_intake rl_intake_below(const char *root, const char *path, const char *source,
                               struct rl_submission *out, char **why);
void rl_submission_free(struct rl_submission *submission);

#endif
