/* SPDX-License-Identifier: MIT */
/* A latch: opens when it has been counted down to nothing, and stays open.
 *
 *     static struct rl_latch ready = RL_LATCH_INIT(3);
 *     static int parts[3]; // Invariant: parts is complete, and read-only, once the latch is open.
 *
 *     parts[me] = compute(me);                rl_latch_wait(&ready);
 *     rl_latch_count_down(&ready, 1);         use(parts);
 *
 * Ordering   What was done before any of the count_downs is visible after a wait, and after
 *            rl_latch_is_open answered true.
 * Progress   count_down never waits. Waiters spin for some 2 µs, then sleep.
 * Misuse     To count down by more than what is left asserts. A latch cannot be closed again: use
 *            barrier.h.
 * Cost       4 bytes. One locked instruction to count down, and one system call for the last; wait on an
 *            open latch is one load. The memory may be freed by a thread whose wait has returned if no
 *            other waits.
 * Source     CountDownLatch of java.util.concurrent (D. Lea); std::latch of C++20. */
#ifndef RL_LATCH_H
#define RL_LATCH_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct rl_latch {
    _Atomic uint32_t left; /* atomic: to be counted down; 0: open */
};
#define RL_LATCH_INIT(count)                                                                                 \
    {                                                                                                        \
        (count)                                                                                              \
    }

/* Counts down by `by`, and opens the latch if that leaves nothing. */
void rl_latch_count_down(struct rl_latch *latch, uint32_t by);

/* Is it open? */
bool rl_latch_is_open(struct rl_latch *latch);

/* Waits until it is open. */
void rl_latch_wait(struct rl_latch *latch);

#endif
