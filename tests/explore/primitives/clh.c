/* SPDX-License-Identifier: MIT */
/* Mutual exclusion by rl_clh.
 * SOURCES primitives/clh.c check_model.c
 * RUN THREADS=2 ROUNDS=2
 * RUN THREADS=3 ROUNDS=1
 * EXPECT hazards=none complete=yes */
#include "primitives/clh.h"

static struct rl_clh lock = RL_CLH_INIT(lock);
static struct rl_clh_node nodes[3];
static struct rl_clh_place places[3] = {RL_CLH_PLACE_INIT(&nodes[0]), RL_CLH_PLACE_INIT(&nodes[1]),
                                        RL_CLH_PLACE_INIT(&nodes[2])};

#define LOCK(me)   rl_clh_lock(&lock, &places[me])
#define UNLOCK(me) rl_clh_unlock(&lock, &places[me])
#include "exclusion.h"
