/* SPDX-License-Identifier: MIT */
/* The course: the labs that lie under rl_resources_labs(), found by their folders, read one at a time. */
#ifndef RL_GRADER_COURSE_H
#define RL_GRADER_COURSE_H

#include "manifest.h"

/* A lab's place; its manifest is read only when asked for, so that one broken manifest does not hide the
 * others. */
struct rl_lab {
    char *group;  /* "01-data-race" */
    char *id;     /* "counter-lost-update" */
    char *name;   /* "01-data-race/counter-lost-update" */
    char *folder; /* where it lies */
};

struct rl_course {
    struct rl_lab *labs; /* by name */
    size_t len;
    char *root;
};

/* false: the folder of labs cannot be read, *why says what to do (caller frees). */
bool rl_course_open(const char *root, struct rl_course *course, char **why);
void rl_course_close(struct rl_course *course);

/* By id or group/id. NULL: *why names the nearest (caller frees). */
const struct rl_lab *rl_course_find(const struct rl_course *course, const char *name, char **why);
/* LAB[/VARIANT]: *variant is the file within the lab ("fixes/mutex.c"), or NULL where none was named (caller
 * frees). */
const struct rl_lab *rl_course_find_variant(const struct rl_course *course, const char *name, char **variant,
                                            char **why);
/* Files of the lab that are variants: buggy.c or accused.c, then fixes/, then wrong/, each by name. */
void rl_lab_variants(const struct rl_lab *lab, struct rl_list *out);
/* Reads the manifest; NULL: `problems` says why. */
struct rl_manifest *rl_lab_manifest(const struct rl_lab *lab, struct rl_list *problems);

#endif
