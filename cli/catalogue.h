/* SPDX-License-Identifier: MIT */
/* The catalogue for instructors, docs/catalogue.md: what each lab teaches, and who sees its bug. */
#ifndef RL_CLI_CATALOGUE_H
#define RL_CLI_CATALOGUE_H

#include "grader/course.h"

struct rl_catalogue {
    char *group; /* of the lab before */
    size_t labs, wrong, wrong_silent, fixes, fixes_reported;
};

void rl_catalogue_begin(struct rl_catalogue *catalogue);
void rl_catalogue_lab(struct rl_catalogue *catalogue, const struct rl_lab *lab,
                      const struct rl_manifest *manifest);
void rl_catalogue_end(struct rl_catalogue *catalogue);

#endif
