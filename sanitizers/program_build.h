/* SPDX-License-Identifier: MIT */
/* The building half of program.c: the executable of a run, made once per work folder. */
#ifndef RL_PROGRAM_BUILD_H
#define RL_PROGRAM_BUILD_H

#include "program.h"

/* Builds program->path, or finds it built. False: out->status and out->reason say why. */
bool rl_program_build(struct rl_program *program);

/* The linker's words for an archive of racelab's own, taken whole. */
void rl_program_add_support(const struct rl_program_kind *kind, struct rl_list *objects);

#endif
