/* SPDX-License-Identifier: MIT */
/* Reader preference in one word.
 *
 * I1. WRITER stands in the word exactly while a writer is inside, and it came in when no reader was
 *     counted.
 * I2. A reader counts itself before it looks for a writer: once it is counted no new writer comes in, so it
 *     waits for the present one only.
 * I3. Who sleeps has seen SLEEPER in the word it sleeps on. Who leaves the lock empty of insiders (or takes
 *     the writer off the waiting readers) clears SLEEPER and wakes all in the same step: no sleeper is
 *     forgotten. */
#include "rdpref.h"

#include "base/check.h"
#include "base/futex.h"
#include "pause.h"

/* Sleeps while the word is `seen`, or for no reason. */
static void sleep_on(struct rl_rdpref *lock, uint32_t seen)
{
    /* [RP1] relaxed/relaxed: no partner. If the word has changed there is nothing to sleep for. */
    if (!(seen & RL_RDPREF_SLEEPER) &&
        !atomic_compare_exchange_strong_explicit(&lock->word, &seen, seen | RL_RDPREF_SLEEPER,
                                                 memory_order_relaxed, memory_order_relaxed))
        return;
    rl_futex_wait(&lock->word, seen | RL_RDPREF_SLEEPER);
}

void rl_rdpref_read_lock(struct rl_rdpref *lock)
{
    /* [RP2] acquire: pairs with [RP7]. What the last writer wrote is visible from here. */
    uint32_t seen = atomic_fetch_add_explicit(&lock->word, RL_RDPREF_READER, memory_order_acquire);
    struct rl_pause pause = RL_PAUSE_INIT;
    while (seen & RL_RDPREF_WRITER) {
        /* [RP3] acquire: pairs with [RP7]. The same, of the writer that was inside. */
        seen = atomic_load_explicit(&lock->word, memory_order_acquire);
        if ((seen & RL_RDPREF_WRITER) && !rl_pause_brief(&pause))
            sleep_on(lock, seen);
    }
}

void rl_rdpref_read_unlock(struct rl_rdpref *lock)
{
    /* [RP4] relaxed: no partner. Checked again by [RP5]. */
    uint32_t seen = atomic_load_explicit(&lock->word, memory_order_relaxed);
    for (;;) {
        RL_CHECK(seen >= RL_RDPREF_READER && !(seen & RL_RDPREF_WRITER),
                 "rdpref: read_unlock with no reader inside. Unlock what this thread has locked, as it was "
                 "locked, and once.");
        uint32_t left = seen - RL_RDPREF_READER;
        if (left == RL_RDPREF_SLEEPER)
            left = 0;
        /* [RP5] release/relaxed: pairs with [RP6]. The next writer writes after this reader has read. One
         * step with SLEEPER: after it the lock may be freed by others, and only its address is used below. */
        if (!atomic_compare_exchange_weak_explicit(&lock->word, &seen, left, memory_order_release,
                                                   memory_order_relaxed))
            continue;
        if (left == 0 && (seen & RL_RDPREF_SLEEPER))
            rl_futex_wake(&lock->word, INT32_MAX);
        return;
    }
}

void rl_rdpref_write_lock(struct rl_rdpref *lock)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    uint32_t seen = 0;
    /* [RP6] acquire/relaxed: pairs with [RP5] and [RP7]. All readers have read, and what the last writer
     * wrote is visible. */
    while (!atomic_compare_exchange_weak_explicit(&lock->word, &seen, seen | RL_RDPREF_WRITER,
                                                  memory_order_acquire, memory_order_relaxed)) {
        if ((seen & ~(uint32_t)RL_RDPREF_SLEEPER) != 0) {
            if (!rl_pause_brief(&pause))
                sleep_on(lock, seen);
            seen = 0;
        }
    }
}

void rl_rdpref_write_unlock(struct rl_rdpref *lock)
{
    /* [RP7] release: pairs with [RP2], [RP3] and [RP6]. Who comes in next sees what was written. The readers
     * that wait stay counted, and are inside from here (I2). */
    uint32_t seen = atomic_fetch_and_explicit(&lock->word, ~(uint32_t)(RL_RDPREF_WRITER | RL_RDPREF_SLEEPER),
                                              memory_order_release);
    RL_CHECK(seen & RL_RDPREF_WRITER,
             "rdpref: write_unlock with no writer inside. Unlock what this thread has "
             "locked, as it was locked, and once.");
    if (seen & RL_RDPREF_SLEEPER)
        rl_futex_wake(&lock->word, INT32_MAX);
}

void rl_rdpref_destroy(struct rl_rdpref *lock)
{
    /* [RP8] relaxed: no partner. The caller has made sure that the others are done. */
    RL_CHECK(atomic_load_explicit(&lock->word, memory_order_relaxed) == 0,
             "rdpref: destroy in use. Unlock it, and join or stop its users, before.");
}
