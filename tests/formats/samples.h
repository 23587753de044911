/* SPDX-License-Identifier: MIT */
/* Verdicts to write: one of every kind, and the same with everything in them that a learner can choose turned
 * against the reader. */
#ifndef RL_TESTS_FORMATS_SAMPLES_H
#define RL_TESTS_FORMATS_SAMPLES_H

#include "grader/formats.h"

#include <jansson.h>

/* One of every kind, with points: a new array, of which the one called `kind` is picked. NULL: all of them.
 */
json_t *samples(const char *kind);
/* samples(kind) with `text` in every string that is not one of a closed set. */
json_t *samples_with(const char *kind, const char *text);

/* What is hostile, ended by NULL: quotes, line ends, commands, ends of what a text can stand in. */
extern const char *const hostile[];
/* `length` bytes of `of`, over and over; the caller frees it. */
char *repeated(const char *of, size_t length);

/* What a format writes; the caller frees it. NULL: it failed. */
char *written(const char *format, const json_t *verdicts, enum rl_feedback feedback);

#endif
