/* SPDX-License-Identifier: MIT */
/* What learners get of a lab: all that it takes to work on it, and nothing that gives the answer away. */
#ifndef RL_GRADER_HANDOUT_H
#define RL_GRADER_HANDOUT_H

#include "course.h"

/* Writes the lab below `folder`, as GROUP/ID: the file to mend under its own name, the file as it was, the
 * header, the scenario, the README, lab.h, compile_flags.txt, and a manifest without fixes, wrong fixes and
 * unseen scales (a lab with a question has its choices in QUESTION.md instead: the manifest has the answer).
 * It compiles where it lies, and `folder` can be RACELAB_LABS. Nothing is overwritten. false: *why, and
 * nothing of this lab is left there. */
bool rl_handout_lab(const struct rl_lab *lab, const struct rl_manifest *manifest, const char *folder,
                    char **why);

/* lab.yaml without what learners do not get (the caller frees it). NULL: *why. */
char *rl_handout_manifest(const struct rl_lab *lab, const struct rl_manifest *manifest, char **why);

#endif
