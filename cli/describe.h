/* SPDX-License-Identifier: MIT */
/* A lab as JSON, for list and show. */
#ifndef RL_CLI_DESCRIBE_H
#define RL_CLI_DESCRIBE_H

#include "grader/course.h"

#include <jansson.h>

json_t *rl_describe_lab(const struct rl_lab *lab, const struct rl_manifest *manifest);

#endif
