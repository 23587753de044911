/* SPDX-License-Identifier: MIT */
/* A spin lock whose waiters form a queue, each spinning on the word of the one before it.
 *
 *     static struct rl_clh lock = RL_CLH_INIT(lock);
 *     static int first, second; // Invariant: first == second while the lock is free.
 *
 *     static struct rl_clh_node node;                  // one a thread; lives as long as the lock
 *     struct rl_clh_place place = RL_CLH_PLACE_INIT(&node); // one a thread
 *     rl_clh_lock(&lock, &place);
 *     first++;
 *     second++; // restores the invariant before the lock is free again
 *     rl_clh_unlock(&lock, &place);
 *
 * Ordering   What was done before an unlock is visible after the next lock.
 * Progress   First come, first served, from the moment a thread is in the queue (one instruction). unlock
 *            never waits. There is no trylock: who is in the queue cannot leave it.
 * Misuse     Unlock of a free lock, or with a place that does not hold it, asserts. Nodes wander: after an
 *            unlock a thread's place has the node of its predecessor. So no node may be freed before all
 *            threads are done with the lock.
 * Cost       16 bytes, and 4 for each thread that holds or waits. One locked instruction to lock, a plain
 *            store to unlock. A hand-over costs one cache miss, however many wait. With more threads than
 *            CPUs the next in line may not be running: use mutex.h or fair.h.
 * Source     T. Craig, "Building FIFO and priority-queuing spin locks from atomic swap", 1993; A. Landin,
 *            E. Hagersten, "Queue locks on cache coherent multiprocessors", 1994. */
#ifndef RL_CLH_H
#define RL_CLH_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

enum rl_clh_state { RL_CLH_LEFT, RL_CLH_BUSY };

struct rl_clh_node {
    _Atomic uint32_t state; /* atomic: enum rl_clh_state; BUSY while its owner waits or holds */
};

/* A thread's place in the queue of one lock. */
struct rl_clh_place {
    struct rl_clh_node *mine;   /* owner only */
    struct rl_clh_node *before; /* owner only; NULL while the lock is not held */
};
#define RL_CLH_PLACE_INIT(node)                                                                              \
    {                                                                                                        \
        (node), NULL                                                                                         \
    }

struct rl_clh {
    _Atomic(struct rl_clh_node *) tail; /* atomic: the node of the last to come */
    struct rl_clh_node first;           /* the node before the first to come; wanders like all others */
};
#define RL_CLH_INIT(lock)                                                                                    \
    {                                                                                                        \
        &(lock).first,                                                                                       \
        {                                                                                                    \
            RL_CLH_LEFT                                                                                      \
        }                                                                                                    \
    }

/* Queues up and spins until it is this thread's turn. */
void rl_clh_lock(struct rl_clh *lock, struct rl_clh_place *place);

/* Hands the lock to the successor. `place` is the one given to lock. */
void rl_clh_unlock(struct rl_clh *lock, struct rl_clh_place *place);

#endif
