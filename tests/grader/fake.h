/* SPDX-License-Identifier: MIT */
/* Observers that see what they are told to see: the judge is tested on every kind of evidence without luck.
 *
 * A specification is words between spaces: a hazard's name is a finding; "data-race@7" one at line 7;
 * "status=infra" and the like a status; "outcome=TEXT" an outcome; "unmet=NAME" and "met=NAME" an overlap
 * that was or was not seen; "incomplete" a search that did not end; "model=TEXT" ('_' for a space); "words"
 * some words of the compiler; what begins with "step-1:" or "large:" is so at that scale only. */
#ifndef RL_TESTS_GRADER_FAKE_H
#define RL_TESTS_GRADER_FAKE_H

#include "grader/evidence.h"

void fake_observe(enum rl_watcher watcher, const char *specification, struct rl_observation *out);

/* Observers that find their specification in the source: a comment "fake NAME: SPECIFICATION" up to the
 * line's end; none is clean, and for explore complete. "status=infra-once" is infra on the first run only. */
extern const struct rl_observer *const fake_observers[];
extern const struct rl_observer *const fake_observers_without_explore[];
extern const struct rl_observer *const fake_observers_that_cannot_start[]; /* tsan is unavailable */
unsigned long fake_runs(enum rl_watcher watcher);                          /* since the program's start */

#endif
