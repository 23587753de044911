/* SPDX-License-Identifier: MIT */
/* A readers-writer lock that prefers writers: no reader comes in while a writer waits.
 *
 *     static struct rl_wrpref lock = RL_WRPREF_INIT;
 *     static int low, high; // Invariant: low <= high while no writer is inside.
 *
 *     rl_wrpref_read_lock(&lock);       rl_wrpref_write_lock(&lock);
 *     look(low, high);                  high += 2;
 *     rl_wrpref_read_unlock(&lock);     low++; // restores the invariant before the writer leaves
 *                                       rl_wrpref_write_unlock(&lock);
 *
 * Ordering   What a writer did is visible to all who come in after it; what readers read was read before
 *            the next writer writes.
 * Progress   A writer waits for the readers that are inside and for other writers. Readers starve while
 *            writers keep coming. Waiters spin for some 2 µs, then sleep.
 * Misuse     Unlock by a reader or writer that is not there, destroy in use, and more than 4095 writers
 *            that wait at a time assert. A reader that locks again inside (nests) deadlocks with a writer
 *            that waits: use rdpref.h. More than 262143 readers break it.
 * Cost       4 bytes. One locked instruction to lock and one to unlock, all on one cache line, so readers
 *            do not scale: rcu.h does. The last to leave wakes all that sleep.
 * Source     P. Courtois, F. Heymans, D. Parnas, "Concurrent control with readers and writers", 1971, the
 *            second problem; in one word. */
#ifndef RL_WRPREF_H
#define RL_WRPREF_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum rl_wrpref_bits {
    RL_WRPREF_WRITER = 1,       /* a writer is inside */
    RL_WRPREF_SLEEPER = 2,      /* somebody may sleep: the last to leave wakes all */
    RL_WRPREF_WAITING = 4,      /* from here up, 12 bits: writers that wait */
    RL_WRPREF_READER = 4 * 4096 /* from here up, 18 bits: readers inside */
};

struct rl_wrpref {
    _Atomic uint32_t word; /* atomic: enum rl_wrpref_bits and the two numbers */
};
#define RL_WRPREF_INIT                                                                                       \
    {                                                                                                        \
        0                                                                                                    \
    }

/* Comes in as a reader, and waits while a writer is inside or waits. */
void rl_wrpref_read_lock(struct rl_wrpref *lock);

/* Leaves as a reader. */
void rl_wrpref_read_unlock(struct rl_wrpref *lock);

/* Comes in as the only one, and waits while anybody is inside. */
void rl_wrpref_write_lock(struct rl_wrpref *lock);

/* Leaves as the writer. */
void rl_wrpref_write_unlock(struct rl_wrpref *lock);

/* States that nobody will use the lock again. Frees nothing. */
void rl_wrpref_destroy(struct rl_wrpref *lock);

#endif
