/* SPDX-License-Identifier: MIT */
/* Points: partial credit by the weights of the axes. */
#ifndef RL_GRADER_MARKS_H
#define RL_GRADER_MARKS_H

#include "manifest.h"

#include <jansson.h>

/* The mark on a racelab/verdict/v1 that is worth `of` points (0: 100):
 *   {"got": number or null, "of": number, "provisional": bool, "axes": {"safe": {"got": …, "of": …}, …}}
 * pass has all of them; unproven, too, but provisionally; fail has the weights of the axes that pass; what
 * does not compile, is rejected or exceeds a limit has 0; unsupported, needs_review and infra have no mark
 * (null), for a person, or another run, gives it. "axes" is absent where there is no mark. */
json_t *rl_marks_json(const json_t *verdict, const struct rl_manifest *manifest, double of);

/* Adds "points" (the above) and "hints" (the lab's, for feedback that shows only them) to the verdict. */
void rl_marks_add(json_t *verdict, const struct rl_manifest *manifest, double of);

#endif
