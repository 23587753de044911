/* SPDX-License-Identifier: MIT */
/* RCU by quiescent states: synchronize waits for all that may hold the old one.
 * SOURCES primitives/rcuqs.c primitives/mutex.c futex_model.c check_model.c
 * RUN READS=1 WRITES=1
 * RUN READS=2 WRITES=1
 * EXPECT hazards=none complete=yes */
#include "primitives/rcuqs.h"

struct thing {
    int content;
};
static struct rl_rcuqs rcu = RL_RCUQS_INIT;
static struct rl_rcuqs_thread threads[2];
static _Atomic(struct thing *) current;

#define JOIN(me) rl_rcuqs_join(&rcu, &threads[me])
#define LEAVE(me)
#define PART(me) rl_rcuqs_leave(&threads[me])
#define ENTER(me)
#define READ(me)        atomic_load_explicit(&current, memory_order_acquire)
#define EXIT(me)        rl_rcuqs_quiescent(&threads[me])
#define RETIRE(me, old) (rl_rcuqs_synchronize(&rcu, &threads[me]), free(old))
#include "reclaim.h"
