/* SPDX-License-Identifier: MIT */
/* Mutual exclusion by rl_ttas.
 * SOURCES primitives/ttas.c check_model.c
 * RUN THREADS=2 ROUNDS=2
 * RUN THREADS=3 ROUNDS=1
 * EXPECT hazards=none complete=yes */
#include "primitives/ttas.h"

static struct rl_ttas lock = RL_TTAS_INIT;

#define LOCK(me)   rl_ttas_lock(&lock)
#define UNLOCK(me) rl_ttas_unlock(&lock)
#include "exclusion.h"
