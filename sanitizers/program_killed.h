/* SPDX-License-Identifier: MIT */
/* Runs an observed program so that a SIGKILL of the machine's is not taken for its own. */
#ifndef RL_PROGRAM_KILLED_H
#define RL_PROGRAM_KILLED_H

#include "process.h"

/* Runs it. Killed, it is run once more, after again(ctx): who does it itself does it twice. Killed again
 * while the kernel ended processes for want of memory, it was NOT_STARTED, and the error says why. */
void rl_program_run(const struct rl_process_request *request, void (*again)(void *ctx), void *ctx,
                    struct rl_process_result *result);

/* The count of such ends in the text of /proc/vmstat. */
unsigned long rl_program_count_oom(const char *vmstat);

#endif
