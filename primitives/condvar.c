/* SPDX-License-Identifier: MIT */
/* A list of waiters, each with a word of its own to sleep on.
 *
 * I1. A waiter is in the list exactly while its state is QUEUED; the two change together, under guard.
 * I2. A waiter leaves the list once: by a signal, a broadcast, or its own timeout, whichever has the guard
 *     first. So a signal is used up by a thread that really returns for it, or stays for another.
 * I3. Who took a waiter off the list owes it WOKEN: at once (signal, the first of a broadcast), or through
 *     the waiter before it in the chain. Until then the waiter does not return, and its node lives.
 * I4. Nothing of a node is touched after its state is WOKEN; the wake uses its address only. */
#include "condvar.h"
#include "base/check.h"
#include "base/futex.h"
#include "deadline.h"

enum state { QUEUED, CHAINED, WOKEN };

struct rl_condvar_waiter {
    struct rl_condvar_waiter *next; /* protected by guard; from CHAINED or WOKEN on the owner's */
    _Atomic uint32_t state;         /* atomic: enum state */
};

static struct rl_condvar_waiter *first_of(struct rl_condvar *condvar)
{
    /* [CV1] relaxed: no partner. Under guard it is exact. Without: who changed the condition under the
     * mutex did so after every waiter that has seen the old one enlisted, and the mutex shows it. */
    return atomic_load_explicit(&condvar->first, memory_order_relaxed);
}

static void set_first(struct rl_condvar *condvar, struct rl_condvar_waiter *waiter)
{
    /* [CV2] relaxed: no partner. The guard and the mutex order it. */
    atomic_store_explicit(&condvar->first, waiter, memory_order_relaxed);
}

static void enlist(struct rl_condvar *condvar, struct rl_condvar_waiter *waiter, struct rl_mutex *mutex)
{
    rl_mutex_lock(&condvar->guard);
    RL_CHECK(!first_of(condvar) || condvar->mutex == mutex,
             "condvar: wait with a mutex while others wait with another. Use one mutex for one condition.");
    condvar->mutex = mutex;
    waiter->next = NULL;
    if (first_of(condvar))
        condvar->last->next = waiter;
    else
        set_first(condvar, waiter);
    condvar->last = waiter;
    rl_mutex_unlock(&condvar->guard);
}

static uint32_t state_of(struct rl_condvar_waiter *waiter)
{
    /* [CV3] acquire: pairs with [CV4]. When it is WOKEN, next is final. */
    return atomic_load_explicit(&waiter->state, memory_order_acquire);
}

static void wake(struct rl_condvar_waiter *waiter)
{
    /* [CV4] release: pairs with [CV3]. The waiter sees its next. It may be gone after this (I4). */
    atomic_store_explicit(&waiter->state, WOKEN, memory_order_release);
    rl_futex_wake(&waiter->state, 1);
}

/* Takes itself off the list if it is still there: whether it did. */
static bool give_up(struct rl_condvar *condvar, struct rl_condvar_waiter *waiter)
{
    rl_mutex_lock(&condvar->guard);
    bool queued = state_of(waiter) == QUEUED;
    if (queued) {
        struct rl_condvar_waiter *before = NULL;
        for (struct rl_condvar_waiter *at = first_of(condvar); at != waiter; at = at->next)
            before = at;
        if (before)
            before->next = waiter->next;
        else
            set_first(condvar, waiter->next);
        if (condvar->last == waiter)
            condvar->last = before;
    }
    rl_mutex_unlock(&condvar->guard);
    return queued;
}

static bool wait_for(struct rl_condvar *condvar, struct rl_mutex *mutex, clockid_t clock,
                     const struct timespec *deadline)
{
    struct rl_condvar_waiter waiter = {.state = QUEUED};
    enlist(condvar, &waiter, mutex);
    rl_mutex_unlock(mutex);
    bool woken = true;
    for (uint32_t state; woken && (state = state_of(&waiter)) != WOKEN;) {
        if (!deadline)
            rl_futex_wait(&waiter.state, state);
        else if (rl_futex_wait_until(&waiter.state, state, clock, deadline) == RL_FUTEX_TIMED_OUT) {
            woken = !give_up(condvar, &waiter);
            deadline = NULL; /* Signalled all the same: WOKEN is on its way (I3). */
        }
    }
    rl_mutex_lock(mutex);
    if (woken && waiter.next)
        wake(waiter.next);
    return woken;
}

void rl_condvar_wait(struct rl_condvar *condvar, struct rl_mutex *mutex)
{
    wait_for(condvar, mutex, CLOCK_MONOTONIC, NULL);
}

bool rl_condvar_wait_until(struct rl_condvar *condvar, struct rl_mutex *mutex, clockid_t clock,
                           const struct timespec *deadline)
{
    rl_deadline_check("condvar", clock, deadline);
    return wait_for(condvar, mutex, clock, deadline);
}

static void wake_some(struct rl_condvar *condvar, bool all)
{
    if (!first_of(condvar))
        return;
    rl_mutex_lock(&condvar->guard);
    struct rl_condvar_waiter *chain = first_of(condvar);
    if (all) {
        set_first(condvar, NULL);
    } else if (chain) {
        set_first(condvar, chain->next);
        chain->next = NULL;
    }
    for (struct rl_condvar_waiter *waiter = chain; waiter; waiter = waiter->next) {
        /* [CV5] relaxed: no partner. Under guard, where give_up looks. */
        atomic_store_explicit(&waiter->state, CHAINED, memory_order_relaxed);
    }
    rl_mutex_unlock(&condvar->guard);
    if (chain)
        wake(chain);
}

void rl_condvar_signal(struct rl_condvar *condvar)
{
    wake_some(condvar, false);
}

void rl_condvar_broadcast(struct rl_condvar *condvar)
{
    wake_some(condvar, true);
}

void rl_condvar_destroy(struct rl_condvar *condvar)
{
    RL_CHECK(!first_of(condvar), "condvar: destroy while threads wait. Wake them, and join them, before.");
}
