/* SPDX-License-Identifier: MIT */
/* Mutual exclusion by rl_mutex, and nobody sleeps for ever.
 * SOURCES primitives/mutex.c base/futex.c check_model.c
 * RUN THREADS=2 ROUNDS=2
 * RUN THREADS=3 ROUNDS=1
 * EXPECT hazards=none complete=yes */
#include "primitives/mutex.h"

static struct rl_mutex lock = RL_MUTEX_INIT;

#define LOCK(me)   rl_mutex_lock(&lock)
#define UNLOCK(me) rl_mutex_unlock(&lock)
#define TEARDOWN() rl_mutex_destroy(&lock)
#include "exclusion.h"
