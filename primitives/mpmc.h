/* SPDX-License-Identifier: MIT */
/* A bounded queue between any number of threads, without locks.
 *
 *     static struct rl_mpmc_cell cells[8];
 *     static struct rl_mpmc queue;             // rl_mpmc_init(&queue, cells, 8) before the threads start
 *     // Invariant: what a pushed pointer points to belongs to one thread: who pushed it, until the push;
 *     // then who popped it.
 *
 *     fill(job);                               if (rl_mpmc_pop(&queue, &job))
 *     if (!rl_mpmc_push(&queue, job))              run(job);
 *         full(job);
 *
 * Ordering   What was done before a push is visible after the pop that got it. First in, first out.
 *            Linearizable: false from pop means that there was a moment in the call at which the queue was
 *            empty; from push, full. (The queue that this is made from answers false also while another
 *            thread is half way through.)
 * Progress   Somebody's call ends, unless a thread is stopped in the few instructions between taking a cell
 *            and handing it over: then calls that need that cell wait. Not wait-free, not lock-free in the
 *            strict sense.
 * Misuse     A capacity that is no power of two of at least 2 asserts.
 * Cost       192 bytes and 16 an element. One locked instruction a call; pushes and pops use different
 *            cache lines.
 * Source     D. Vyukov, "Bounded MPMC queue", 1024cores.net, 2010; the answers to full and empty are ours. */
#ifndef RL_MPMC_H
#define RL_MPMC_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* At position p (modulo capacity): turn == p: free for push number p; p + 1: has its element; p + capacity:
 * popped. */
struct rl_mpmc_cell {
    _Atomic uint32_t turn; /* atomic: whose turn it is */
    void *element;         /* owner only: of the push or pop whose turn it is */
};

struct rl_mpmc {
    struct rl_mpmc_cell *cells;           /* read-only after init */
    uint32_t capacity;                    /* read-only after init: a power of two */
    _Alignas(64) _Atomic uint32_t pushed; /* atomic: pushes that have a cell */
    _Alignas(64) _Atomic uint32_t popped; /* atomic: pops that have a cell */
};

/* Makes the queue empty; `cells` is the queue's from now on. */
void rl_mpmc_init(struct rl_mpmc *queue, struct rl_mpmc_cell *cells, uint32_t capacity);

/* Adds `element` at the end; false: full. */
bool rl_mpmc_push(struct rl_mpmc *queue, void *element);

/* Takes the oldest element; false: empty. */
bool rl_mpmc_pop(struct rl_mpmc *queue, void **element);

#endif
