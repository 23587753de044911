/* SPDX-License-Identifier: MIT */
/* Epochs: memory removed in one epoch is reclaimed two epochs later, when nobody can still be looking at it.
 *
 *     static struct rl_epoch domain = RL_EPOCH_INIT;
 *     static _Atomic(struct thing *) current;
 *     // Invariant: what a thread in a section has reached is not reclaimed.
 *
 *     struct rl_epoch_thread me;             // one a thread; lives as long as the domain is used
 *     rl_epoch_join(&domain, &me);
 *     rl_epoch_enter(&me);                               old = atomic_exchange_explicit(&current, new, …);
 *     look(atomic_load_explicit(&current, …acquire));    rl_epoch_retire(&me, &old->entry, old, free);
 *     rl_epoch_exit(&me);
 *     rl_epoch_leave(&me);
 *
 * Ordering   What a thread did in a section was done before what it could reach there is reclaimed.
 * Progress   enter, exit and retire never wait. A thread stopped in a section stops all reclamation, and
 *            memory grows without bound: hazard.h bounds it. leave waits for all sections that are open.
 * Misuse     enter inside a section (no nesting), exit outside, leave inside, assert. To retire what can
 *            still be reached, or twice, frees what readers look at.
 * Cost       enter, retire: one full fence (some 8 ns); exit: a plain store; every BATCH-th retire looks at
 *            all threads. 16 bytes, a thread 64, an entry 24 in each object.
 * Source     K. Fraser, "Practical lock-freedom", 2004. ck's epoch lets sections nest and reclaims earlier;
 *            ours not. */
#ifndef RL_EPOCH_H
#define RL_EPOCH_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

enum { RL_EPOCH_BAGS = 3 };

#ifndef RL_EPOCH_BATCH
#define RL_EPOCH_BATCH 32 /* retired objects between two looks; 1 where every step is explored */
#endif

/* Lies in each object that is retired. */
struct rl_epoch_entry {
    struct rl_epoch_entry *next; /* owner only: of the thread that retired it */
    void *object;                /* owner only */
    void (*reclaim)(void *);     /* owner only */
};

struct rl_epoch_thread {
    _Atomic uint64_t section;     /* atomic, written by the owner: 2 * epoch + 1 inside; 0 outside */
    struct rl_epoch *domain;      /* read-only after join */
    struct rl_epoch_thread *next; /* read-only after join */
    struct rl_epoch_entry *bags[RL_EPOCH_BAGS]; /* owner only: retired in epoch e: bags[e % BAGS] */
    uint64_t epoch;                             /* owner only: of the newest bag */
    size_t retired;                             /* owner only: since the last look */
};

struct rl_epoch {
    _Atomic uint64_t now;                      /* atomic: rises by one when all sections are of this one */
    _Atomic(struct rl_epoch_thread *) threads; /* atomic: all that ever joined */
};
#define RL_EPOCH_INIT                                                                                        \
    {                                                                                                        \
        RL_EPOCH_BAGS, NULL                                                                                  \
    }

/* Makes the thread known. `thread` stays in the domain for good: it must outlive all use of it. */
void rl_epoch_join(struct rl_epoch *domain, struct rl_epoch_thread *thread);

/* Begins a section: what can be reached in it stays until it ends. */
void rl_epoch_enter(struct rl_epoch_thread *thread);

/* Ends the section. */
void rl_epoch_exit(struct rl_epoch_thread *thread);

/* Calls reclaim(object), later, in this thread, when no section that could have reached it is open. */
void rl_epoch_retire(struct rl_epoch_thread *thread, struct rl_epoch_entry *entry, void *object,
                     void (*reclaim)(void *object));

/* Waits until all that the thread retired is reclaimed. Outside of a section; the thread may go on
 * afterwards. */
void rl_epoch_leave(struct rl_epoch_thread *thread);

#endif
