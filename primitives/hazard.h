/* SPDX-License-Identifier: MIT */
/* Hazard pointers: a reader says which object it looks at, and who removed the object waits with its memory.
 *
 *     static struct rl_hazard domain = RL_HAZARD_INIT;
 *     static _Atomic(void *) current;
 *     // Invariant: what a hazard shows, and current showed after that, is not reclaimed.
 *
 *     struct rl_hazard_thread me;               // one a thread; lives as long as the domain is used
 *     rl_hazard_join(&domain, &me);
 *     thing = rl_hazard_protect(&me, 0, &current);  old = atomic_exchange_explicit(&current, new, …acq_rel);
 *     look(thing);                                  rl_hazard_retire(&me, &old->entry, old, free);
 *     rl_hazard_clear(&me, 0);
 *     rl_hazard_leave(&me);
 *
 * Ordering   What was done before the pointer was stored (released) is visible after protect; what a reader
 *            did before clear was done before the object is reclaimed.
 * Progress   protect repeats only if the pointer changes under it: lock-free. A stopped reader keeps at
 *            most SLOTS objects from being reclaimed; retired ones are bounded: BATCH a thread and what is
 *            protected.
 * Misuse     A slot beyond SLOTS, and leave with a slot in use, assert. To retire what can still be
 *            reached, or twice, frees what readers look at.
 * Cost       protect: one locked instruction (some 8 ns). retire: a few instructions; every BATCH-th looks
 *            at all slots of all threads. 8 bytes, a thread 48, an entry 24 in each object.
 * Source     M. Michael, "Hazard pointers: safe memory reclamation for lock-free objects", 2004. */
#ifndef RL_HAZARD_H
#define RL_HAZARD_H

#include <stdatomic.h>
#include <stddef.h>

enum { RL_HAZARD_SLOTS = 2 };

#ifndef RL_HAZARD_BATCH
#define RL_HAZARD_BATCH 32 /* retired objects between two looks; 1 where every step is explored */
#endif

/* Lies in each object that is retired. */
struct rl_hazard_entry {
    struct rl_hazard_entry *next; /* owner only: of the thread that retired it */
    void *object;                 /* owner only */
    void (*reclaim)(void *);      /* owner only */
};

struct rl_hazard_thread {
    _Atomic(void *)
        slots[RL_HAZARD_SLOTS];      /* atomic, written by the owner: what it looks at; NULL: nothing */
    struct rl_hazard *domain;        /* read-only after join */
    struct rl_hazard_thread *next;   /* read-only after join */
    struct rl_hazard_entry *retired; /* owner only */
    size_t retired_len;              /* owner only */
};

struct rl_hazard {
    _Atomic(struct rl_hazard_thread *) threads; /* atomic: all that ever joined */
};
#define RL_HAZARD_INIT                                                                                       \
    {                                                                                                        \
        NULL                                                                                                 \
    }

/* Makes the thread known. `thread` stays in the domain for good: it must outlive all use of it. */
void rl_hazard_join(struct rl_hazard *domain, struct rl_hazard_thread *thread);

/* Waits until all that the thread retired is reclaimed. The thread must protect nothing; it may go on
 * afterwards. */
void rl_hazard_leave(struct rl_hazard_thread *thread);

/* Reads the pointer and protects what it points to in `slot`, in place of what that slot had. NULL protects
 * nothing. */
void *rl_hazard_protect(struct rl_hazard_thread *thread, size_t slot, _Atomic(void *) *from);

/* Ends the protection by `slot`. */
void rl_hazard_clear(struct rl_hazard_thread *thread, size_t slot);

/* Calls reclaim(object), now or later, in this thread, when nobody protects it. It cannot be reached any
 * more. */
void rl_hazard_retire(struct rl_hazard_thread *thread, struct rl_hazard_entry *entry, void *object,
                      void (*reclaim)(void *object));

#endif
