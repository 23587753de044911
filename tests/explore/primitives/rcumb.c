/* SPDX-License-Identifier: MIT */
/* RCU by memory barriers: synchronize waits for the sections that are open.
 * SOURCES primitives/rcumb.c primitives/mutex.c futex_model.c check_model.c
 * RUN READS=1 WRITES=1
 * RUN READS=2 WRITES=1
 * EXPECT hazards=none complete=yes */
#include "primitives/rcumb.h"

struct thing {
    int content;
};
static struct rl_rcumb rcu = RL_RCUMB_INIT;
static struct rl_rcumb_thread threads[2];
static _Atomic(struct thing *) current;

#define JOIN(me) rl_rcumb_join(&rcu, &threads[me])
#define LEAVE(me)
#define PART(me)        rl_rcumb_leave(&threads[me])
#define ENTER(me)       rl_rcumb_read_lock(&threads[me])
#define READ(me)        atomic_load_explicit(&current, memory_order_acquire)
#define EXIT(me)        rl_rcumb_read_unlock(&threads[me])
#define RETIRE(me, old) (rl_rcumb_synchronize(&rcu), free(old))
#include "reclaim.h"
