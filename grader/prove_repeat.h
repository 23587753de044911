/* SPDX-License-Identifier: MIT */
/* Proves that verdicts do not depend on luck: each file of each lab is judged again and again, and its
 * verdict must stay the same, byte for byte. */
#ifndef RL_GRADER_PROVE_REPEAT_H
#define RL_GRADER_PROVE_REPEAT_H

#include "course.h"
#include "verdict.h"

struct rl_repeat_progress {
    size_t done, files; /* done: in all their rounds */
    unsigned round;     /* of the file that was begun last */
    size_t differing;   /* verdicts so far */
    const char *now;    /* that file, "LAB/FILE" */
};

struct rl_repeat_options {
    const struct rl_observer *const *observers; /* NULL: rl_observers */
    const char *compiler;
    unsigned jobs;   /* files at a time; 0: one a processor */
    unsigned rounds; /* of each file */
    const json_t
        *against; /* the verdicts of an earlier call, to compare with; NULL: with the first round's */
    void (*tick)(void *ctx, const struct rl_repeat_progress *progress);
    void *ctx;
};

struct rl_repeat {
    struct rl_list differences; /* "LAB/FILE: round 3: FIELD: was …, is …", in the order of the labs */
    struct rl_list problems; /* files that were not judged, or compiled to something else the second time */
    size_t labs, files;
    size_t verdicts,
        differing; /* how many, and how many of them differ from the one they are compared with */
    size_t kinds[RL_VERDICT_COUNT]; /* of the first round */
    json_t *kept;                   /* "LAB/FILE": its verdict, but for what belongs to the run */
};

/* Every round runs every observer afresh, the explorer's self-test included. The first two rounds of a file
 * also compile it, each on its own, and their programs are compared; further rounds use those of the second.
 */
void rl_repeat_run(const struct rl_lab *const *labs, size_t count, const struct rl_repeat_options *options,
                   struct rl_repeat *out);
void rl_repeat_free(struct rl_repeat *repeat);
json_t *rl_repeat_json(const struct rl_repeat *repeat); /* racelab/repeat/v1 */

/* Takes out what belongs to one run: seconds, and what was seen by chance. */
void rl_repeat_strip(json_t *verdict);
/* Adds "FIELD: was …, is …" for each place where they differ, a few at most. true: the same, byte for byte.
 */
bool rl_repeat_compare(const json_t *before, const json_t *after, struct rl_list *differences);

#endif
