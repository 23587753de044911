/* SPDX-License-Identifier: MIT */
/* Mutual exclusion by rl_mcs.
 * SOURCES primitives/mcs.c check_model.c
 * RUN THREADS=2 ROUNDS=2
 * RUN THREADS=3 ROUNDS=1
 * RUN THREADS=3 ROUNDS=1 AGAIN=1
 * EXPECT hazards=none complete=yes */
#include "primitives/mcs.h"

static struct rl_mcs lock = RL_MCS_INIT;
static struct rl_mcs_node nodes[3];

#define LOCK(me)   rl_mcs_lock(&lock, &nodes[me])
#define UNLOCK(me) rl_mcs_unlock(&lock, &nodes[me])
#include "exclusion.h"
