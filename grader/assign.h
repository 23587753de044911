/* SPDX-License-Identifier: MIT */
/* Who handed in what: from folders and files to the tasks of a batch. */
#ifndef RL_GRADER_ASSIGN_H
#define RL_GRADER_ASSIGN_H

#include "labs_set.h"

struct rl_assignment {
    struct rl_task *tasks; /* by learner, then lab, as bytes compare */
    size_t len;
    struct rl_list names; /* what the tasks' learners and paths point to */
    /* Learner and lab, one after the other, of what was not handed in; both point into `names` or the labs.
     */
    struct rl_list missing;
};

/* A path that is a file is one submission, named after itself. One that is a folder holds a folder a learner
 * (with the lab's source, or LAB/source, in it), or C files named after learners. false: *why. */
bool rl_assignment_add_path(struct rl_assignment *assignment, const struct rl_task_lab *lab, const char *path,
                            char **why);
/* The file folder/name as the submission of `learner`. */
void rl_assignment_add_file(struct rl_assignment *assignment, const struct rl_task_lab *lab,
                            const char *learner, const char *folder, const char *name);
/* The file of `learner` below `folder`/learner: LAB/source or source; else it is missing. */
void rl_assignment_add_learner(struct rl_assignment *assignment, const struct rl_task_lab *lab,
                               const char *folder, const char *learner);
/* Sorts, then leaves only every `of`th task, beginning with the `shard`th (from 1). false: two paths are one
 * learner's; *why names them. */
bool rl_assignment_finish(struct rl_assignment *assignment, unsigned shard, unsigned of, char **why);
void rl_assignment_free(struct rl_assignment *assignment);

/* "2/5" → 2, 5. */
bool rl_shard_parse(const char *text, unsigned *shard, unsigned *of);

/* The folders in `path`, sorted, without those that begin with a dot. false: *why. */
bool rl_folders_in(const char *path, struct rl_list *names, char **why);

#endif
