/* SPDX-License-Identifier: MIT */
/* The parts of the AddressSanitizer and UndefinedBehaviorSanitizer observer. */
#ifndef RL_ASAN_H
#define RL_ASAN_H

#include "program.h"

extern const struct rl_observer rl_observer_asan;

/* Turn what report_hook.c wrote into findings. */
void rl_asan_take_report(struct rl_program *program, const json_t *report);
void rl_ubsan_take_report(struct rl_program *program, const json_t *report);

/* One finding for each place at which memory was allocated that nobody can reach at the end. */
void rl_asan_take_leaks(struct rl_program *program, const char *log);

#endif
