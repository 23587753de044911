/* SPDX-License-Identifier: MIT */
/* Hazard pointers: what a slot shows is not reclaimed.
 * SOURCES primitives/hazard.c check_model.c
 * RUN READS=2 WRITES=1 RL_HAZARD_BATCH=1
 * RUN READS=1 WRITES=2 RL_HAZARD_BATCH=1
 * EXPECT hazards=none complete=yes */
#include "primitives/hazard.h"

struct thing {
    int content;
    struct rl_hazard_entry entry;
};
static struct rl_hazard domain = RL_HAZARD_INIT;
static struct rl_hazard_thread threads[2];
static _Atomic(void *) current;

#define JOIN(me)  rl_hazard_join(&domain, &threads[me])
#define LEAVE(me) rl_hazard_leave(&threads[me])
#define PART(me)
#define ENTER(me)
#define READ(me)        rl_hazard_protect(&threads[me], 0, &current)
#define EXIT(me)        rl_hazard_clear(&threads[me], 0)
#define RETIRE(me, old) rl_hazard_retire(&threads[me], &old->entry, old, free)
#include "reclaim.h"
