/* SPDX-License-Identifier: MIT */
/* Epochs: what an open section can have reached is not reclaimed.
 * SOURCES primitives/epoch.c check_model.c
 * RUN READS=1 WRITES=3 RL_EPOCH_BATCH=1
 * RUN READS=2 WRITES=2 RL_EPOCH_BATCH=1
 * EXPECT hazards=none complete=yes */
#include "primitives/epoch.h"

struct thing {
    int content;
    struct rl_epoch_entry entry;
};
static struct rl_epoch domain = RL_EPOCH_INIT;
static struct rl_epoch_thread threads[2];
static _Atomic(struct thing *) current;

#define JOIN(me)  rl_epoch_join(&domain, &threads[me])
#define LEAVE(me) rl_epoch_leave(&threads[me])
#define PART(me)
#define ENTER(me)       rl_epoch_enter(&threads[me])
#define READ(me)        atomic_load_explicit(&current, memory_order_acquire)
#define EXIT(me)        rl_epoch_exit(&threads[me])
#define RETIRE(me, old) rl_epoch_retire(&threads[me], &old->entry, old, free)
#include "reclaim.h"
