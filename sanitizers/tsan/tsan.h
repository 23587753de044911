/* SPDX-License-Identifier: MIT */
/* The parts of the ThreadSanitizer observer. */
#ifndef RL_TSAN_H
#define RL_TSAN_H

#include "program.h"

extern const struct rl_observer rl_observer_tsan;

/* Turns one report, as report_hook.c wrote it, into a finding. */
void rl_tsan_take_report(struct rl_program *program, const json_t *report);

/* Adds ThreadSanitizer's options; all of them stand in options.c. */
void rl_tsan_add_env(const struct rl_program *program, struct rl_list *env);

#endif
