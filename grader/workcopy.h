/* SPDX-License-Identifier: MIT */
/* A working copy: the folder in which a learner works on one lab, with the file that says which lab it is. */
#ifndef RL_GRADER_WORKCOPY_H
#define RL_GRADER_WORKCOPY_H

#include "course.h"

#define RL_WORKCOPY_FILE "racelab.yaml"

struct rl_workcopy {
    char *folder; /* absolute */
    char *lab;    /* "01-data-race/counter-lost-update" */
};

enum rl_workcopy_found { RL_WORKCOPY_NONE, RL_WORKCOPY_HERE, RL_WORKCOPY_DAMAGED };

/* Looks in `folder` and in the folders above it. DAMAGED: there is such a file and it names no lab; *why says
 * what to do (the caller frees it). */
enum rl_workcopy_found rl_workcopy_find(const char *folder, struct rl_workcopy *out, char **why);
void rl_workcopy_free(struct rl_workcopy *copy);

/* What a working copy of a lab consists of, beginning with the learner's own file. */
struct rl_workfile {
    char *name; /* below the folder: "counter.c", "include/racelab/lab.h" */
    char *text;
    size_t length;
};
struct rl_workplan {
    struct rl_workfile *files;
    size_t len;
};

/* Can a learner work on a lab of this kind in a folder of their own? false: *why says what to do instead. */
bool rl_workplan_possible(const struct rl_lab *lab, const struct rl_manifest *manifest, char **why);
/* false: a file of the lab cannot be read, *why names it. */
bool rl_workplan_make(const struct rl_lab *lab, const struct rl_manifest *manifest, struct rl_workplan *out,
                      char **why);
void rl_workplan_free(struct rl_workplan *plan);
/* The line that compiles and runs a working copy by hand (caller frees). */
char *rl_workplan_compile_line(const struct rl_lab *lab, const struct rl_manifest *manifest);

/* Makes `folder` (and those above it) where it is not there, and puts the plan's files into it. Nothing is
 * overwritten: a file of such a name is a failure. After a failure everything that was made is gone again. */
bool rl_workplan_write(const struct rl_workplan *plan, const char *folder, char **why);

/* Puts one file of the plan back as it was. Where it was changed, the changed one is kept beside it under a
 * number
 * ("counter.c.1"), whose name *kept gets (the caller frees it); NULL: there was nothing to keep. */
enum rl_workfile_reset { RL_WORKFILE_SAME, RL_WORKFILE_RESET, RL_WORKFILE_FAILED };
enum rl_workfile_reset rl_workfile_reset(const struct rl_workfile *file, const char *folder, char **kept,
                                         char **why);
/* Does the file in the folder differ from the plan's? One that is not there does. */
bool rl_workfile_changed(const struct rl_workfile *file, const char *folder);

#endif
