/* SPDX-License-Identifier: MIT */
/* Mutual exclusion by rl_fair, and nobody sleeps for ever.
 * SOURCES primitives/fair.c futex_model.c check_model.c
 * RUN THREADS=2 ROUNDS=2
 * RUN THREADS=3 ROUNDS=1
 * RUN THREADS=2 ROUNDS=1 FUTEX_SPURIOUS
 * EXPECT hazards=none complete=yes */
#include "primitives/fair.h"

static struct rl_fair lock = RL_FAIR_INIT;

#define LOCK(me)   rl_fair_lock(&lock)
#define UNLOCK(me) rl_fair_unlock(&lock)
#define TEARDOWN() rl_fair_destroy(&lock)
#include "exclusion.h"
