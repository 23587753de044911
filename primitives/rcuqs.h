/* SPDX-License-Identifier: MIT */
/* RCU by quiescent states, to be read: a reader does nothing, and says now and then that it holds nothing.
 *
 *     static struct rl_rcuqs rcu = RL_RCUQS_INIT;
 *     static _Atomic(struct thing *) current;
 *     // Invariant: what current shows is complete, and what a thread has read since its last quiescent state
 *     // lives.
 *     struct rl_rcuqs_thread me;
 *     rl_rcuqs_join(&rcu, &me);
 *     for (;;) {                                             old = current; // updaters exclude each other
 *         look(atomic_load_explicit(&current, …acquire));    atomic_store_explicit(&current, new, …release);
 *         rl_rcuqs_quiescent(&me);                           rl_rcuqs_synchronize(&rcu, NULL);
 *     }                                                      free(old);
 *     rl_rcuqs_leave(&me);
 *
 * Ordering   What a thread read or did before a quiescent state that synchronize waited for was done
 *            before synchronize returns. What was done before synchronize is visible after a quiescent
 *            state that came later.
 * Progress   Readers never wait. synchronize waits for every thread that is online to be quiescent or
 *            go offline: one that blocks must go offline before. Waiters spin, and give their CPU away.
 * Misuse     quiescent or offline while offline, online while online, synchronize(&rcu, NULL) by a
 *            thread that is online (it waits for itself, for ever): the first two assert.
 * Cost       A read-side section is free. quiescent: a load and a store. 24 bytes, and 24 a thread.
 *            synchronize walks all threads and does not sleep: liburcu's qsbr flavour does, and has
 *            call_rcu.
 * Source     P. McKenney, "Is parallel programming hard", QSBR; M. Desnoyers et al., "User-level
 *            implementations of read-copy update", 2012. Shaped for reading; rcu.h is for use. */
#ifndef RL_RCUQS_H
#define RL_RCUQS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "mutex.h"

struct rl_rcuqs_thread {
    _Atomic uint64_t
        seen; /* atomic, written by the owner: the period at its last quiescent state; 0: offline */
    struct rl_rcuqs *rcu;         /* read-only after join */
    struct rl_rcuqs_thread *next; /* protected by rcu->threads_lock */
};

struct rl_rcuqs {
    _Atomic uint64_t period;         /* atomic, written under threads_lock: grace periods begun, from 1 */
    struct rl_rcuqs_thread *threads; /* protected by threads_lock: all that have joined */
    struct rl_mutex threads_lock;
};
#define RL_RCUQS_INIT                                                                                        \
    {                                                                                                        \
        1, NULL, RL_MUTEX_INIT                                                                               \
    }

/* Makes the thread known, and online. */
void rl_rcuqs_join(struct rl_rcuqs *rcu, struct rl_rcuqs_thread *thread);

/* Makes it forgotten. It holds nothing that it has read. */
void rl_rcuqs_leave(struct rl_rcuqs_thread *thread);

/* This thread holds nothing that it has read. */
void rl_rcuqs_quiescent(struct rl_rcuqs_thread *thread);

/* Holds nothing, and will read nothing until rl_rcuqs_online: nobody waits for it meanwhile. */
void rl_rcuqs_offline(struct rl_rcuqs_thread *thread);
void rl_rcuqs_online(struct rl_rcuqs_thread *thread);

/* Waits until every thread has held nothing at some moment since the call. `self`: the caller if it is online
 * (it is quiescent here), or NULL. */
void rl_rcuqs_synchronize(struct rl_rcuqs *rcu, struct rl_rcuqs_thread *self);

#endif
