/* SPDX-License-Identifier: MIT */
/* A class: course.yaml, which says who hands in which labs, until when, and how that is graded. */
#ifndef RL_GRADER_CLASS_H
#define RL_GRADER_CLASS_H

#include "formats.h"
#include "words.h"

struct rl_class_lab {
    char *lab;        /* "counter-lost-update" */
    unsigned points;  /* 0 in the file: 100 */
    char *due;        /* as it was written, or NULL */
    long long due_at; /* seconds since 1970; 0: never. Not read by the schema, as all that follows. */
};

struct rl_class_learner {
    char *id;   /* the name of the folder */
    char *name; /* for people; NULL: the id */
};

struct rl_class {
    unsigned format;
    char *title;
    struct rl_class_lab *labs;
    unsigned labs_count;
    char *roster; /* a CSV file beside course.yaml, or NULL */
    char **learners;
    unsigned learners_count;
    struct {
        enum rl_feedback feedback;
        unsigned require_complete; /* 0, 1 */
        unsigned jobs;             /* 0: one a processor */
        char *labs;                /* an instructor's own, or NULL */
        char **isolation; /* what must be kept from submissions; none: what the sandbox calls enough */
        unsigned isolation_count;
    } options;

    struct rl_class_learner *roll; /* by id; from here on: not read by the schema */
    size_t roll_len;
    char *folder;   /* where course.yaml lies */
    char *own_labs; /* options.labs from there, or NULL */
};

/* NULL: each of `problems` is "course.yaml:LINE: found, expected", all of them at once. */
struct rl_class *rl_class_read(const char *path, struct rl_list *problems);
void rl_class_free(struct rl_class *class);

/* "2026-12-01 23:59" (in the time zone of this machine), "… Z", "… +02:00". false: it is no such time. */
bool rl_class_time(const char *text, long long *out);

/* A commented course.yaml with these labs, which is graded as it is. */
char *rl_class_example(const struct rl_list *labs);

#endif
