/* SPDX-License-Identifier: MIT */
/* What every timed wait demands of its deadline, checked before anything else is done. */
#ifndef RL_DEADLINE_H
#define RL_DEADLINE_H

#include <time.h>

#include "base/check.h"

/* Asserts, in the name of `primitive`, that the clock and the deadline are ones to wait for. */
static inline void rl_deadline_check(const char *primitive, clockid_t clock, const struct timespec *deadline)
{
    RL_CHECK(clock == CLOCK_MONOTONIC || clock == CLOCK_REALTIME,
             "%s: a deadline of clock %d. Give CLOCK_MONOTONIC or CLOCK_REALTIME.", primitive, (int)clock);
    RL_CHECK(deadline->tv_nsec >= 0 && deadline->tv_nsec < 1000000000,
             "%s: a deadline with tv_nsec %ld. Carry whole seconds over into tv_sec.", primitive,
             deadline->tv_nsec);
}

#endif
