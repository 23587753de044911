/* SPDX-License-Identifier: MIT */
/* The sequence lock.
 *
 * I1. sequence is odd exactly while a writer writes, grows by two with every write, and is written by one
 *     thread at a time.
 * I2. A copy that has a word of a write, or misses one of a write that was over, was not made between two
 *     equal even sequences: the first shows it by [SQ3]/[SQ6], the second by [SQ2]/[SQ7]. */
#include "seqlock.h"

#include "pause.h"

bool rl_seqlock_tryread(struct rl_seqlock *lock, const _Atomic uint64_t *data, uint64_t *copy, size_t words)
{
    /* [SQ2] acquire: pairs with [SQ7]. No word is older than the last write that is over by this number. */
    uint32_t before = atomic_load_explicit(&lock->sequence, memory_order_acquire);
    if (before & 1)
        return false;
    for (size_t i = 0; i < words; i++) {
        /* [SQ3] acquire: pairs with [SQ6]. Whose word is newer than `before` sees below that the sequence is.
         */
        copy[i] = atomic_load_explicit(&data[i], memory_order_acquire);
    }
    /* [SQ4] relaxed: no partner. The loads above are acquire, so this one comes after them. */
    return atomic_load_explicit(&lock->sequence, memory_order_relaxed) == before;
}

void rl_seqlock_read(struct rl_seqlock *lock, const _Atomic uint64_t *data, uint64_t *copy, size_t words)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    while (!rl_seqlock_tryread(lock, data, copy, words))
        rl_pause_turn(&pause);
}

void rl_seqlock_write(struct rl_seqlock *lock, _Atomic uint64_t *data, const uint64_t *from, size_t words)
{
    rl_mutex_lock(&lock->writers);
    /* [SQ1] relaxed: no partner. Only writers write it, and the mutex orders them. */
    uint32_t before = atomic_load_explicit(&lock->sequence, memory_order_relaxed);
    /* [SQ5] relaxed: no partner. The stores below are release, so each carries this one along. */
    atomic_store_explicit(&lock->sequence, before + 1, memory_order_relaxed);
    for (size_t i = 0; i < words; i++) {
        /* [SQ6] release: pairs with [SQ3]. Who reads the word sees the sequence odd, or a later one. */
        atomic_store_explicit(&data[i], from[i], memory_order_release);
    }
    /* [SQ7] release: pairs with [SQ2]. Who starts from this number sees all words. */
    atomic_store_explicit(&lock->sequence, before + 2, memory_order_release);
    rl_mutex_unlock(&lock->writers);
}

void rl_seqlock_destroy(struct rl_seqlock *lock)
{
    rl_mutex_destroy(&lock->writers);
}
