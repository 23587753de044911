/* SPDX-License-Identifier: MIT */
/* A readers-writer lock that prefers readers: a reader waits only while a writer is inside.
 *
 *     static struct rl_rdpref lock = RL_RDPREF_INIT;
 *     static int low, high; // Invariant: low <= high while no writer is inside.
 *
 *     rl_rdpref_read_lock(&lock);       rl_rdpref_write_lock(&lock);
 *     look(low, high);                  high += 2;
 *     rl_rdpref_read_unlock(&lock);     low++; // restores the invariant before the writer leaves
 *                                       rl_rdpref_write_unlock(&lock);
 *
 * Ordering   What a writer did is visible to all who come in after it; what readers read was read before
 *            the next writer writes.
 * Progress   Readers never wait for waiting writers, so a reader may lock again inside (nest). Writers
 *            starve while readers keep overlapping. Waiters spin for some 2 µs, then sleep.
 * Misuse     Unlock by a reader or writer that is not there, and destroy in use, assert. To turn a read
 *            lock into a write lock by locking again sleeps for ever. More than 2^30 - 1 readers break it.
 * Cost       4 bytes. One locked instruction to lock and one to unlock, all on one cache line, so readers
 *            do not scale: rcu.h does. The last to leave wakes all that sleep.
 * Source     P. Courtois, F. Heymans, D. Parnas, "Concurrent control with readers and writers", 1971, the
 *            first problem; in one word. */
#ifndef RL_RDPREF_H
#define RL_RDPREF_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum rl_rdpref_bits {
    RL_RDPREF_WRITER = 1,  /* a writer is inside */
    RL_RDPREF_SLEEPER = 2, /* somebody may sleep: the last to leave wakes all */
    RL_RDPREF_READER = 4   /* from here up: readers inside, and readers that wait for the writer to leave */
};

struct rl_rdpref {
    _Atomic uint32_t word; /* atomic: enum rl_rdpref_bits and the number of readers */
};
#define RL_RDPREF_INIT                                                                                       \
    {                                                                                                        \
        0                                                                                                    \
    }

/* Comes in as a reader, and waits while a writer is inside. */
void rl_rdpref_read_lock(struct rl_rdpref *lock);

/* Leaves as a reader. */
void rl_rdpref_read_unlock(struct rl_rdpref *lock);

/* Comes in as the only one, and waits while anybody is inside. */
void rl_rdpref_write_lock(struct rl_rdpref *lock);

/* Leaves as the writer. */
void rl_rdpref_write_unlock(struct rl_rdpref *lock);

/* States that nobody will use the lock again. Frees nothing. */
void rl_rdpref_destroy(struct rl_rdpref *lock);

#endif
