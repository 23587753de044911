/* SPDX-License-Identifier: MIT */
/* A condition variable for rl_mutex: sleep until another thread says that something has changed.
 *
 *     static struct rl_mutex mutex = RL_MUTEX_INIT;
 *     static struct rl_condvar not_empty = RL_CONDVAR_INIT;
 *     static int items; // Invariant, protected by mutex: who makes items > 0 signals not_empty.
 *
 *     rl_mutex_lock(&mutex);                          rl_mutex_lock(&mutex);
 *     while (items == 0)                              items++;
 *         rl_condvar_wait(&not_empty, &mutex);        rl_condvar_signal(&not_empty);
 *     items--;                                        rl_mutex_unlock(&mutex);
 *     rl_mutex_unlock(&mutex);
 *
 * Ordering   The mutex's. The condition variable itself promises none.
 * Progress   wait enlists before it frees the mutex, so a change made under the mutex afterwards cannot be
 *            missed. A signal wakes the one that has waited longest, never one that came after it, and no
 *            wakeup is spurious. Still loop: the condition may be gone before the woken thread has the
 *            mutex.
 * Broadcast  Wakes all that wait now, one after the other: each that has the mutex wakes the next. So no
 *            more than two contend for it at a time, which is what moving sleepers to the mutex's word
 *            (requeue) would give; that needs one word for all, on which a late waiter can steal a wakeup.
 * Misuse     wait without the mutex (free), with two mutexes at a time, destroy with waiters and a
 *            malformed deadline assert.
 * Cost       32 bytes, and 16 on the stack of each waiter. signal without waiters: one load. wait: two
 *            system calls or so.
 * Source     Per-waiter words as in A. Birrell, "Implementing condition variables with semaphores", 2003;
 *            the chain of wakeups as in musl's pthread_cond_timedwait.c. */
#ifndef RL_CONDVAR_H
#define RL_CONDVAR_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "mutex.h"

struct rl_condvar_waiter; /* on the stack of a thread that waits */

struct rl_condvar {
    struct rl_mutex guard;                     /* of the list; held for a few instructions */
    _Atomic(struct rl_condvar_waiter *) first; /* atomic, written under guard; NULL: nobody waits */
    struct rl_condvar_waiter *last;            /* protected by guard */
    struct rl_mutex *mutex;                    /* protected by guard: what the waiters wait with */
};
#define RL_CONDVAR_INIT                                                                                      \
    {                                                                                                        \
        RL_MUTEX_INIT, NULL, NULL, NULL                                                                      \
    }

/* Frees `mutex`, which this thread holds, sleeps until it is signalled, and locks it again. */
void rl_condvar_wait(struct rl_condvar *condvar, struct rl_mutex *mutex);

/* The same until `deadline`, absolute, of CLOCK_MONOTONIC or CLOCK_REALTIME; false: it passed, and no signal
 * was used up. The mutex is held again either way. */
bool rl_condvar_wait_until(struct rl_condvar *condvar, struct rl_mutex *mutex, clockid_t clock,
                           const struct timespec *deadline);

/* Wakes the thread that has waited longest, if any. Best called with the mutex held. */
void rl_condvar_signal(struct rl_condvar *condvar);

/* Wakes all threads that wait now. Best called with the mutex held. */
void rl_condvar_broadcast(struct rl_condvar *condvar);

/* States that nobody will use the condition variable again. Frees nothing. */
void rl_condvar_destroy(struct rl_condvar *condvar);

#endif
