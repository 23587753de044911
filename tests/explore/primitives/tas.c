/* SPDX-License-Identifier: MIT */
/* Mutual exclusion by rl_tas.
 * SOURCES primitives/tas.c check_model.c
 * RUN THREADS=2 ROUNDS=2
 * RUN THREADS=3 ROUNDS=1
 * EXPECT hazards=none complete=yes */
#include "primitives/tas.h"

static struct rl_tas lock = RL_TAS_INIT;

#define LOCK(me)   rl_tas_lock(&lock)
#define UNLOCK(me) rl_tas_unlock(&lock)
#include "exclusion.h"
