/* SPDX-License-Identifier: MIT */
/* A readers-writer lock in which phases of reading and writing take turns: nobody starves, readers hardly
 * wait.
 *
 *     static struct rl_phasefair lock = RL_PHASEFAIR_INIT;
 *     static int low, high; // Invariant: low <= high while no writer is inside.
 *
 *     rl_phasefair_read_lock(&lock);       rl_phasefair_write_lock(&lock);
 *     look(low, high);                     high += 2;
 *     rl_phasefair_read_unlock(&lock);     low++; // restores the invariant before the writer leaves
 *                                          rl_phasefair_write_unlock(&lock);
 *
 * Ordering   What a writer did is visible to all who come in after it; what readers read was read before
 *            the next writer writes.
 * Progress   A reader waits for at most one writer (and the readers before it), however many come. Writers
 *            are served in the order of arrival, one reading phase between two of them at most.
 * Misuse     write_unlock with no writer and read_unlock with no reader inside, and destroy in use, assert.
 *            A reader that locks again inside (nests) deadlocks with a writer that waits: use rdpref.h.
 *            More than 2^24 - 1 readers or 2^32 - 1 writers at a time break it.
 * Cost       16 bytes. One locked instruction to lock and one to unlock as a reader; three as a writer.
 *            Waiters spin, and give their CPU away after some 2 µs.
 * Source     B. Brandenburg, J. Anderson, "Spin-based reader-writer synchronization for multiprocessor
 *            real-time systems", 2010, the ticket variant PF-T. */
#ifndef RL_PHASEFAIR_H
#define RL_PHASEFAIR_H

#include <stdatomic.h>
#include <stdint.h>

enum rl_phasefair_bits {
    RL_PHASEFAIR_PHASE = 1,   /* the number of the writer, modulo two */
    RL_PHASEFAIR_PRESENT = 2, /* a writer is inside, or waits for the readers inside: no reader comes in */
    RL_PHASEFAIR_READER = 256 /* from here up: readers that have come */
};

struct rl_phasefair {
    _Atomic uint32_t readers_in;  /* atomic: readers that have come, and the bits of the present writer */
    _Atomic uint32_t readers_out; /* atomic: readers that have left, counted alike */
    _Atomic uint32_t writers_in;  /* atomic: the number that the next writer draws */
    _Atomic uint32_t
        writers_out; /* atomic, written by the writer inside: the number of the writer to serve */
};
#define RL_PHASEFAIR_INIT                                                                                    \
    {                                                                                                        \
        0, 0, 0, 0                                                                                           \
    }

/* Comes in as a reader; waits for at most one writer. */
void rl_phasefair_read_lock(struct rl_phasefair *lock);

/* Leaves as a reader. */
void rl_phasefair_read_unlock(struct rl_phasefair *lock);

/* Comes in as the only one: after the writers before it, and the readers that came before it. */
void rl_phasefair_write_lock(struct rl_phasefair *lock);

/* Leaves as the writer: the readers that wait come in first, then the next writer. */
void rl_phasefair_write_unlock(struct rl_phasefair *lock);

/* States that nobody will use the lock again. Frees nothing. */
void rl_phasefair_destroy(struct rl_phasefair *lock);

#endif
