/* SPDX-License-Identifier: MIT */
/* RCU by memory barriers, to be read: a reader says that it reads, with a full fence, and no more is asked of
 * it.
 *
 *     static struct rl_rcumb rcu = RL_RCUMB_INIT;
 *     static _Atomic(struct thing *) current;
 *     // Invariant: what current shows is complete, and what was read in a section lives until it ends.
 *     struct rl_rcumb_thread me;
 *     rl_rcumb_join(&rcu, &me);
 *     rl_rcumb_read_lock(&me);                     old = current;            // updaters exclude each other
 *     look(atomic_load_explicit(&current, …acquire));  atomic_store_explicit(&current, new, …release);
 *     rl_rcumb_read_unlock(&me);                   rl_rcumb_synchronize(&rcu);
 *     rl_rcumb_leave(&me);                         free(old);
 *
 * Ordering   What was read or done in a section that was open when synchronize was called was done
 *            before it returns. What was done before synchronize is visible in a section that began
 *            after it.
 * Progress   Readers never wait. synchronize waits for the sections that are open when it is called,
 *            not for later ones. It spins, and gives its CPU away.
 * Misuse     read_unlock outside of a section, and leave inside of one, assert. synchronize inside of a
 *            section waits for itself, for ever.
 * Cost       24 bytes, and 32 a thread. A section: one full fence (some 8 ns) and two stores; sections
 *            nest, at an addition each. synchronize walks all threads and does not sleep: liburcu's mb
 *            flavour does, and has call_rcu.
 * Source     P. McKenney, "Is parallel programming hard", general-purpose RCU with a 64-bit counter; M.
 *            Desnoyers et al., "User-level implementations of read-copy update", 2012. Shaped for
 *            reading; rcu.h is for use. */
#ifndef RL_RCUMB_H
#define RL_RCUMB_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "mutex.h"

struct rl_rcumb_thread {
    _Atomic uint64_t section;     /* atomic, written by the owner: the period at its begin; 0: outside */
    uint64_t depth;               /* owner only: sections that are open, one in the other */
    struct rl_rcumb *rcu;         /* read-only after join */
    struct rl_rcumb_thread *next; /* protected by rcu->threads_lock */
};

struct rl_rcumb {
    _Atomic uint64_t period;         /* atomic, written under threads_lock: grace periods begun, from 1 */
    struct rl_rcumb_thread *threads; /* protected by threads_lock: all that have joined */
    struct rl_mutex threads_lock;
};
#define RL_RCUMB_INIT                                                                                        \
    {                                                                                                        \
        1, NULL, RL_MUTEX_INIT                                                                               \
    }

/* Makes the thread known. */
void rl_rcumb_join(struct rl_rcumb *rcu, struct rl_rcumb_thread *thread);

/* Makes it forgotten. Outside of a section. */
void rl_rcumb_leave(struct rl_rcumb_thread *thread);

/* Begins a section; sections nest. */
void rl_rcumb_read_lock(struct rl_rcumb_thread *thread);

/* Ends the innermost section. */
void rl_rcumb_read_unlock(struct rl_rcumb_thread *thread);

/* Waits until every section that is open now has ended. */
void rl_rcumb_synchronize(struct rl_rcumb *rcu);

#endif
