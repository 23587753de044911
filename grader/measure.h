/* SPDX-License-Identifier: MIT */
/* Labs of kind `measure`: programs that measure and print a table, built and run as they are. */
#ifndef RL_GRADER_MEASURE_H
#define RL_GRADER_MEASURE_H

#include "course.h"

struct rl_measure {
    int status;   /* the program's own; 4: it could not be built or run, and *why says what to do */
    char *output; /* what it printed */
    char *why;
};

/* `options`: what follows the program's name, such as --json; ended by NULL. Always fills *out. */
void rl_measure_run(const struct rl_lab *lab, const struct rl_manifest *manifest, const char *compiler,
                    const char *const *options, void (*tick)(void *ctx), void *ctx, struct rl_measure *out);
void rl_measure_free(struct rl_measure *measure);

#endif
