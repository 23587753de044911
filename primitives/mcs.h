/* SPDX-License-Identifier: MIT */
/* A spin lock whose waiters form a queue, each spinning on a word of its own.
 *
 *     static struct rl_mcs lock = RL_MCS_INIT;
 *     static int head, tail; // Invariant: head <= tail while the lock is free.
 *
 *     struct rl_mcs_node node; // of this thread; may lie on its stack
 *     rl_mcs_lock(&lock, &node);
 *     tail++;
 *     head++; // restores the invariant before the lock is free again
 *     rl_mcs_unlock(&lock, &node);
 *
 * Ordering   What was done before an unlock is visible after the next lock.
 * Progress   First come, first served, from the moment a thread is in the queue (one instruction). unlock
 *            waits for a successor that is just then linking itself in.
 * Misuse     Unlock of a free lock asserts. The node is the lock's from lock to unlock: one that is used
 *            for two locks at a time, or whose function returns before the unlock, corrupts the queue.
 * Cost       8 bytes, and 16 for each thread that holds or waits. One locked instruction to lock, one to
 *            unlock without a successor. A hand-over costs one cache miss, however many wait. With more
 *            threads than CPUs the next in line may not be running: use mutex.h or fair.h.
 * Source     J. Mellor-Crummey, M. Scott, "Algorithms for scalable synchronization on shared-memory
 *            multiprocessors", 1991. */
#ifndef RL_MCS_H
#define RL_MCS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum rl_mcs_state { RL_MCS_GRANTED, RL_MCS_WAITING };

struct rl_mcs_node {
    _Atomic(struct rl_mcs_node *) next; /* atomic: written once, by the successor */
    _Atomic uint32_t state;             /* atomic: enum rl_mcs_state; granted by the predecessor */
};

struct rl_mcs {
    _Atomic(struct rl_mcs_node *) tail; /* atomic: the last in the queue; NULL: free */
};
#define RL_MCS_INIT                                                                                          \
    {                                                                                                        \
        NULL                                                                                                 \
    }

/* Queues up and spins until it is this thread's turn. `node` need not be initialised. */
void rl_mcs_lock(struct rl_mcs *lock, struct rl_mcs_node *node);

/* Takes the lock if it is free, and answers whether it did. */
bool rl_mcs_trylock(struct rl_mcs *lock, struct rl_mcs_node *node);

/* Hands the lock to the successor. `node` is the one given to lock, and free to use again afterwards. */
void rl_mcs_unlock(struct rl_mcs *lock, struct rl_mcs_node *node);

#endif
