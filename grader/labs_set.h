/* SPDX-License-Identifier: MIT */
/* The labs that submissions are graded in: racelab's and an instructor's own, each with its manifest and
 * digest. */
#ifndef RL_GRADER_LABS_SET_H
#define RL_GRADER_LABS_SET_H

#include "batch.h"

struct rl_labs_set {
    struct rl_course courses[2]; /* the instructor's own first: it hides racelab's lab of the same name */
    size_t courses_len;
    struct rl_task_lab **labs; /* pointers, for tasks point to them */
    size_t len;
};

/* own: the folder of an instructor's labs, or NULL; given, racelab's may be missing. false: *why (caller
 * frees). */
bool rl_labs_set_open(const char *own, struct rl_labs_set *set, char **why);
void rl_labs_set_close(struct rl_labs_set *set);

/* Takes the lab into the set (once), worth 100 points; NULL: each of `problems` says why not. */
struct rl_task_lab *rl_labs_set_add(struct rl_labs_set *set, const char *name, struct rl_list *problems);
/* The lab of this name if it was taken in; else NULL. */
struct rl_task_lab *rl_labs_set_find(const struct rl_labs_set *set, const char *id);

#endif
