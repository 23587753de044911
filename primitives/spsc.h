/* SPDX-License-Identifier: MIT */
/* A bounded queue from one thread to one other, without locks and without waiting.
 *
 *     static void *slots[8];
 *     static struct rl_spsc queue = RL_SPSC_INIT(slots);
 *     // Invariant: what a pushed pointer points to is the producer's before the push, the consumer's after.
 *
 *     fill(job);                               while (!rl_spsc_pop(&queue, &job))
 *     while (!rl_spsc_push(&queue, job))           ;
 *         ;                                    run(job);
 *
 * Ordering   What was done before a push is visible after the pop that got it; what was done before a pop
 *            is visible after the push that reused its slot. First in, first out.
 * Progress   Wait-free: each call ends in a few instructions, whatever the other thread does.
 * Misuse     A capacity that is no power of two asserts at the first call. More than one thread that
 *            pushes, or that pops, at a time loses or doubles elements.
 * Cost       192 bytes and 8 an element. No locked instruction. Each side keeps a copy of the other's
 *            index, and fetches it only when the copy says full or empty: one cache miss for many elements.
 * Source     L. Lamport, "Specifying concurrent program modules", 1983; the copies of the indices as in
 *            FastForward's successors (B-Queue, MCRingBuffer: P. Lee et al., 2010). */
#ifndef RL_SPSC_H
#define RL_SPSC_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Empty while pushed == popped, full while pushed - popped == capacity. */
struct rl_spsc {
    void **slots;                         /* read-only after init; slot i is handed over with the indices */
    uint32_t capacity;                    /* read-only after init: a power of two */
    _Alignas(64) _Atomic uint32_t pushed; /* atomic, written by the producer: elements ever pushed */
    uint32_t popped_copy;                 /* owner only, the producer: popped was at least that */
    _Alignas(64) _Atomic uint32_t popped; /* atomic, written by the consumer: elements ever popped */
    uint32_t pushed_copy;                 /* owner only, the consumer: pushed was at least that */
};
/* `array`: of pointers, its length a power of two. */
#define RL_SPSC_INIT(array)                                                                                  \
    {                                                                                                        \
        .slots = (array), .capacity = sizeof(array) / sizeof((array)[0])                                     \
    }

/* Adds `element` at the end; false: full. By the producer only. */
bool rl_spsc_push(struct rl_spsc *queue, void *element);

/* Takes the oldest element; false: empty. By the consumer only. */
bool rl_spsc_pop(struct rl_spsc *queue, void **element);

#endif
