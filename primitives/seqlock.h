/* SPDX-License-Identifier: MIT */
/* A sequence lock: readers write nothing, copy the data out, and copy again if a writer was at it.
 *
 *     static struct rl_seqlock lock = RL_SEQLOCK_INIT;
 *     static _Atomic uint64_t span[2]; // Invariant: span[0] <= span[1] in every copy that read gives.
 *
 *     uint64_t copy[2];                              uint64_t next[2] = {7, 9};
 *     rl_seqlock_read(&lock, span, copy, 2);         rl_seqlock_write(&lock, span, next, 2);
 *     assert(copy[0] <= copy[1]);
 *
 * Ordering   What was done before a write is visible after a read that gives what it wrote.
 * Progress   Writers never wait for readers; they exclude each other by a mutex. A reader waits while a
 *            writer writes, and starves while writers keep coming.
 * Misuse     Destroy while a writer writes asserts. Data that is touched otherwise than by these functions
 *            is not protected. What a copied pointer points to may be gone: use rcu.h for such data. A
 *            reader that is stopped during exactly 2^31 writes does not notice them.
 * Cost       8 bytes. read: two loads besides the copy, and no cache line written, so readers scale. write:
 *            an uncontended mutex and two stores besides the copy.
 * Source     C11-clean after H. Boehm, "Can seqlocks get along with programming language memory models?",
 *            2012, with the order on the data's own operations: on x86-64 that costs nothing. */
#ifndef RL_SEQLOCK_H
#define RL_SEQLOCK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mutex.h"

struct rl_seqlock {
    _Atomic uint32_t sequence; /* atomic, written under writers: odd while the data is being written */
    struct rl_mutex writers;
};
#define RL_SEQLOCK_INIT                                                                                      \
    {                                                                                                        \
        0, RL_MUTEX_INIT                                                                                     \
    }

/* Copies `words` words out of `data`, all as one write left them. */
void rl_seqlock_read(struct rl_seqlock *lock, const _Atomic uint64_t *data, uint64_t *copy, size_t words);

/* One try at it; false: a writer was at it, and `copy` is to be thrown away. Never waits. */
bool rl_seqlock_tryread(struct rl_seqlock *lock, const _Atomic uint64_t *data, uint64_t *copy, size_t words);

/* Replaces `words` words of `data`, as one step for every reader. */
void rl_seqlock_write(struct rl_seqlock *lock, _Atomic uint64_t *data, const uint64_t *from, size_t words);

/* States that nobody will use the lock again. Frees nothing. */
void rl_seqlock_destroy(struct rl_seqlock *lock);

#endif
