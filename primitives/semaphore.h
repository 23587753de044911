/* SPDX-License-Identifier: MIT */
/* A counting semaphore: a number of permits, and sleep while there is none.
 *
 *     static struct rl_semaphore free_slots = RL_SEMAPHORE_INIT(4);
 *     // Invariant: permits + threads between wait and post == 4, so at most four are there at a time.
 *
 *     rl_semaphore_wait(&free_slots);
 *     use_a_slot();
 *     rl_semaphore_post(&free_slots); // any thread may post
 *
 * Ordering   What was done before a post is visible after the wait that got its permit, and after every
 *            later one.
 * Progress   A permit goes to some waiter. Not fair: a running thread may overtake one that is being woken.
 *            No post is lost: while permits remain, a thread that was told to sleep is told to wake.
 * Misuse     A post beyond RL_SEMAPHORE_MAX, an initial value beyond it, more than 4095 threads asleep at a
 *            time, destroy with waiters and a malformed deadline assert.
 * Cost       4 bytes. One locked instruction to wait or post; with waiters, post makes a system call. The
 *            memory may be freed by the thread whose wait got the last permit: post does not touch it
 *            after.
 * Source     E. W. Dijkstra, 1965; permits and waiters in one word, as glibc does since 2.21, which closes
 *            its bug 12674 (post after free). */
#ifndef RL_SEMAPHORE_H
#define RL_SEMAPHORE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#define RL_SEMAPHORE_WAITER_BITS 12
#define RL_SEMAPHORE_MAX         ((1u << (32 - RL_SEMAPHORE_WAITER_BITS)) - 1) /* permits: 1048575 */

/* Low bits: threads that sleep or are about to. High bits: permits. */
struct rl_semaphore {
    _Atomic uint32_t word; /* atomic */
};
/* `permits`: a constant of at most RL_SEMAPHORE_MAX. */
#define RL_SEMAPHORE_INIT(permits)                                                                           \
    {                                                                                                        \
        (uint32_t)(permits) << RL_SEMAPHORE_WAITER_BITS                                                      \
    }

/* Initialises with a number of permits that is known at run time only. */
void rl_semaphore_init(struct rl_semaphore *semaphore, uint32_t permits);

/* Takes a permit, and waits until there is one. */
void rl_semaphore_wait(struct rl_semaphore *semaphore);

/* Takes a permit if there is one, and answers whether it did. */
bool rl_semaphore_trywait(struct rl_semaphore *semaphore);

/* The same as wait until `deadline`, absolute, of CLOCK_MONOTONIC or CLOCK_REALTIME; false: it passed. A
 * permit that is there is taken even if the deadline has passed. */
bool rl_semaphore_wait_until(struct rl_semaphore *semaphore, clockid_t clock,
                             const struct timespec *deadline);

/* Adds a permit and wakes one waiter if there is one. Async-signal-safe. */
void rl_semaphore_post(struct rl_semaphore *semaphore);

/* States that nobody will use the semaphore again. Frees nothing. */
void rl_semaphore_destroy(struct rl_semaphore *semaphore);

#endif
