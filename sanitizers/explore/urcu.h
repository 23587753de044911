/* SPDX-License-Identifier: MIT */
/* liburcu's four flavours, as the explorer models them: readers, grace periods, deferred calls. */
#ifndef RLX_URCU_H
#define RLX_URCU_H

#include "rlx.h"

enum rlx_rcu_flavour { RLX_RCU_MEMB, RLX_RCU_MB, RLX_RCU_QSBR, RLX_RCU_BP, RLX_RCU_FLAVOURS };

struct rcu_head; /* liburcu's: a link and the function */

/* One flavour in this execution. Its object is what the reduction's operations touch.
 * Readers touch it as RD: sections of different threads commute; a grace period touches it as W. */
struct rlx_rcu {
    uint32_t generation;
    uint64_t registered;
    uint64_t inside; /* threads in a read-side section; qsbr: online */
    uint32_t depth[RLX_MAX_THREADS];
    uintptr_t pc[RLX_MAX_THREADS]; /* where its section began */
    struct rlx_object *queue;      /* the deferred calls */
    struct rlx_object *object;     /* clock: what grace periods began with; head: what sections ended with */
    /* A grace period that a thread waits for: whose sections it still waits for, and what those that ended
     * knew. */
    uint64_t awaited[RLX_MAX_THREADS];
    struct rlx_clock *learned[RLX_MAX_THREADS];
    /* Deferred calls, first come first; done by a thread of their own. */
    struct rlx_rcu_call *first, *last;
    uint32_t queued, done;
    uint32_t ticket[RLX_MAX_THREADS]; /* rcu_barrier: it waits for so many to be done */
    struct rlx_clock *called;         /* what the calls done so far knew */
    struct rlx_thread *worker;
};

struct rlx_rcu *rlx_rcu(int flavour);
int rlx_rcu_known(int flavour); /* it has been used in this execution */
void rlx_rcu_synchronize(int flavour, uintptr_t pc);
void rlx_rcu_defer(int flavour, struct rcu_head *head, void (*call)(struct rcu_head *), uintptr_t pc);
void rlx_rcu_wait_for_calls(int flavour, uintptr_t pc);
struct rlx_clock *rlx_rcu_learned(struct rlx_rcu *rcu, int thread);

#endif
