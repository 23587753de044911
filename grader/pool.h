/* SPDX-License-Identifier: MIT */
/* Runs independent tasks on a few threads, and keeps the caller's thread free for a progress line and Ctrl-C.
 */
#ifndef RL_GRADER_POOL_H
#define RL_GRADER_POOL_H

#include <stddef.h>

/* Calls run(ctx, 0 … tasks - 1), at most `jobs` of them at a time (0: one a processor), each exactly once, in
 * order of their starts; returns when all have ended. `tick`, or NULL, is called on the caller's thread ten
 * times a second. After rl_interrupted tasks are still called: they notice by themselves and return at once.
 */
void rl_pool_run(size_t tasks, unsigned jobs, void (*run)(void *ctx, size_t index), void (*tick)(void *ctx),
                 void *ctx);
unsigned rl_pool_processors(void);

#endif
