/* SPDX-License-Identifier: MIT */
/* A stack between any number of threads, without locks, its nodes reclaimed by hazard pointers.
 *
 *     static struct rl_hazard domain = RL_HAZARD_INIT;
 *     static struct rl_stack stack = RL_STACK_INIT;
 *     // Invariant: what a pushed pointer points to belongs to one thread: who pushed it, until the push;
 *     // then who popped it.
 *
 *     struct rl_hazard_thread me; // one a thread, see hazard.h
 *     rl_hazard_join(&domain, &me);
 *     if (!rl_stack_push(&stack, job))
 *         no_memory();
 *     if (rl_stack_pop(&stack, &me, &job))
 *         run(job);
 *     rl_hazard_leave(&me);
 *
 * Ordering   What was done before a push is visible after the pop that got it. Last in, first out.
 *            Linearizable.
 * Progress   Lock-free: a call repeats only if another one's ended. malloc may lock.
 * Misuse     pop uses slot 0 of the thread's hazards: a protection there is lost. Elements left at the end
 *            are the caller's to pop.
 * Cost       8 bytes, and 40 an element. push: malloc and one locked instruction; pop: two, and free, some
 *            pops later. All threads meet at one word: a queue of several cells (mpmc.h) scales better.
 * Source     R. Treiber, "Systems programming: coping with parallelism", 1986; with M. Michael's hazard
 *            pointers, 2004, which also keep a node's address from coming back under a pop (ABA). */
#ifndef RL_STACK_H
#define RL_STACK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "hazard.h"

struct rl_stack {
    _Atomic(void *) top; /* atomic: a node, or NULL: empty */
};
#define RL_STACK_INIT                                                                                        \
    {                                                                                                        \
        NULL                                                                                                 \
    }

/* Puts `element` on top; false: no memory. */
bool rl_stack_push(struct rl_stack *stack, void *element);

/* Takes what is on top; false: empty. `thread` has joined a domain that all who pop from this stack share. */
bool rl_stack_pop(struct rl_stack *stack, struct rl_hazard_thread *thread, void **element);

#endif
