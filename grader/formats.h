/* SPDX-License-Identifier: MIT */
/* Every form in which verdicts are handed on, in one table: each is made from racelab/verdict/v1 alone. */
#ifndef RL_GRADER_FORMATS_H
#define RL_GRADER_FORMATS_H

#include <jansson.h>
#include <stdio.h>

/* How much a learner is told. */
enum rl_feedback {
    RL_FEEDBACK_FULL,   /* everything */
    RL_FEEDBACK_HINTS,  /* the verdict, the axes, the names of the hazards and the lab's hints; no line, no
                           schedule */
    RL_FEEDBACK_VERDICT /* the verdict and the points */
};
const char *rl_feedback_name(enum rl_feedback feedback);        /* "full", "hints", "verdict" */
int rl_feedback_parse(const char *name, enum rl_feedback *out); /* 0: there is no such level */
/* The verdict without what the level does not tell; a new reference. Every format calls it. */
json_t *rl_feedback_apply(const json_t *verdict, enum rl_feedback feedback);

/* What Classroom 50 says of a submission; each NULL where it did not. Other formats do not look at it. */
struct rl_classroom50 {
    const char *classroom, *assignment, *assignment_type, *owner, *submission, *commit, *release, *review,
        *datetime;
};

struct rl_format_options {
    enum rl_feedback feedback;
    const char *title;                        /* of the whole run: the course or the lab; NULL: "racelab" */
    const struct rl_classroom50 *classroom50; /* NULL: nothing is known */
};

struct rl_format {
    const char *name;      /* "sarif" */
    const char *file_name; /* what the file is usually called */
    const char *what;      /* one clause for --help */
    /* `verdicts`: an array of racelab/verdict/v1, each as rl_marks_add left it. 0, or -1 with errno: `to`
     * could not take it. */
    int (*write)(FILE *to, const json_t *verdicts, const struct rl_format_options *options);
};
extern const struct rl_format rl_formats[];               /* ended by a NULL name */
const struct rl_format *rl_format_find(const char *name); /* NULL: there is none */
/* "json, csv, …", for messages; the caller frees it. */
char *rl_format_names(void);

#endif
