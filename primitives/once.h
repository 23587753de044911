/* SPDX-License-Identifier: MIT */
/* Something that is done once, by whoever comes first; the others wait until it is done.
 *
 *     static struct rl_once once = RL_ONCE_INIT;
 *     static struct table *table; // Invariant: after rl_once_run the table is complete, and read-only.
 *
 *     static void make_table(void *unused) { table = build(); }
 *     …
 *     rl_once_run(&once, make_table, NULL);
 *     look_up(table);
 *
 * Ordering   What the function did is visible to everybody after its rl_once_run.
 * Progress   Blocks while another thread runs the function. Waiters spin for some 2 µs, then sleep.
 * Misuse     No function (NULL) asserts. A function that runs the same once again waits for itself for
 *            ever; one that does not return (thread ends, longjmp) leaves the others waiting.
 * Cost       4 bytes. Once it is done: one load, no locked instruction.
 * Source     pthread_once; state machine as in musl's pthread_once.c, without its cancellation. */
#ifndef RL_ONCE_H
#define RL_ONCE_H

#include <stdatomic.h>
#include <stdint.h>

enum rl_once_state {
    RL_ONCE_NEW,
    RL_ONCE_RUNNING, /* and nobody sleeps */
    RL_ONCE_AWAITED, /* running, and somebody may sleep: who is done wakes all */
    RL_ONCE_DONE
};

struct rl_once {
    _Atomic uint32_t state; /* atomic: enum rl_once_state */
};
#define RL_ONCE_INIT                                                                                         \
    {                                                                                                        \
        RL_ONCE_NEW                                                                                          \
    }

/* Runs function(argument) if nobody has, or waits until whoever is running it is done. */
void rl_once_run(struct rl_once *once, void (*function)(void *argument), void *argument);

#endif
