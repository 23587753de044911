/* SPDX-License-Identifier: MIT */
/* A barrier: nobody goes on before all have come; then it is ready for the next round.
 *
 *     static struct rl_barrier barrier = RL_BARRIER_INIT(3);
 *     static int part[3]; // Invariant: part[i] of a round is written before its wait, and read after it.
 *
 *     part[me] = compute(me);
 *     rl_barrier_wait(&barrier);
 *     use(part[(me + 1) % 3]);
 *     rl_barrier_wait(&barrier); // nobody overwrites what another still reads
 *
 * Ordering   What any party did before its wait is visible to every party after it.
 * Progress   Blocks until the last has come. Waiters spin for some 2 µs, then sleep.
 * Misuse     A barrier of no or of more than RL_BARRIER_MAX parties, and destroy while somebody waits,
 *            assert. The memory may be freed only when every wait has returned (pthread_barrier_t allows it
 *            earlier).
 * Cost       8 bytes. One locked instruction each; the last makes one system call. All write one cache
 *            line.
 * Source     A central barrier whose sense is a generation number; D. Hensgen, R. Finkel, U. Manber, "Two
 *            algorithms for barrier synchronization", 1988, with count and generation in one word. */
#ifndef RL_BARRIER_H
#define RL_BARRIER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define RL_BARRIER_MAX 65535

/* Low 16 bits of word: parties that have come in this round. High 16 bits: the round. */
struct rl_barrier {
    _Atomic uint32_t word; /* atomic */
    uint32_t parties;      /* read-only after init */
};
/* `parties`: a constant from 1 to RL_BARRIER_MAX; others assert at the first wait. */
#define RL_BARRIER_INIT(parties)                                                                             \
    {                                                                                                        \
        0, (parties)                                                                                         \
    }

/* Initialises for a number of parties that is known at run time only. */
void rl_barrier_init(struct rl_barrier *barrier, uint32_t parties);

/* Waits for the others of this round. True in exactly one of them: the last to come. */
bool rl_barrier_wait(struct rl_barrier *barrier);

/* States that nobody will use the barrier again. Frees nothing. */
void rl_barrier_destroy(struct rl_barrier *barrier);

#endif
