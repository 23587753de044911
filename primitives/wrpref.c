/* SPDX-License-Identifier: MIT */
/* Writer preference in one word.
 *
 * I1. WRITER stands in the word exactly while a writer is inside, and it came in when no reader was inside.
 * I2. A writer that has to wait is counted in WAITING until it comes in; while anybody is counted there no
 *     reader comes in.
 * I3. Who sleeps has seen SLEEPER in the word it sleeps on. Who leaves the lock without insiders clears
 *     SLEEPER and wakes all in the same step: no sleeper is forgotten. While a writer is counted that is
 *     not asleep, it comes in and leaves, and wakes those who then sleep. */
#include "wrpref.h"

#include "base/check.h"
#include "base/futex.h"
#include "pause.h"

#define INSIDE  (~(uint32_t)(RL_WRPREF_READER - 1) | RL_WRPREF_WRITER)
#define WAITERS ((uint32_t)(RL_WRPREF_READER - RL_WRPREF_WAITING))

static uint32_t look(struct rl_wrpref *lock)
{
    /* [WP1] relaxed: no partner. Every use is checked again by a compare-and-exchange. */
    return atomic_load_explicit(&lock->word, memory_order_relaxed);
}

/* Waits a little, then sleeps while the word is `seen`, or for no reason; answers the word as it is then. */
static uint32_t wait_on(struct rl_wrpref *lock, uint32_t seen, struct rl_pause *pause)
{
    if (rl_pause_brief(pause))
        return look(lock);
    /* [WP2] relaxed/relaxed: no partner. If the word has changed there is nothing to sleep for. */
    if ((seen & RL_WRPREF_SLEEPER) ||
        atomic_compare_exchange_strong_explicit(&lock->word, &seen, seen | RL_WRPREF_SLEEPER,
                                                memory_order_relaxed, memory_order_relaxed))
        rl_futex_wait(&lock->word, seen | RL_WRPREF_SLEEPER);
    return look(lock);
}

void rl_wrpref_read_lock(struct rl_wrpref *lock)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    uint32_t seen = look(lock);
    for (;;) {
        if (seen & (RL_WRPREF_WRITER | WAITERS))
            seen = wait_on(lock, seen, &pause);
        /* [WP3] acquire/relaxed: pairs with [WP7]. What the last writer wrote is visible from here. */
        else if (atomic_compare_exchange_weak_explicit(&lock->word, &seen, seen + RL_WRPREF_READER,
                                                       memory_order_acquire, memory_order_relaxed))
            return;
    }
}

/* Comes in if nobody is inside, and takes `counted` off the count of those who wait; else answers the word.
 */
static bool come_in(struct rl_wrpref *lock, uint32_t *seen, uint32_t counted)
{
    while (!(*seen & INSIDE)) {
        /* [WP4] acquire/relaxed: pairs with [WP6] and [WP7]. All readers have read, and what the last writer
         * wrote is visible. */
        if (atomic_compare_exchange_weak_explicit(&lock->word, seen, (*seen - counted) | RL_WRPREF_WRITER,
                                                  memory_order_acquire, memory_order_relaxed))
            return true;
    }
    return false;
}

void rl_wrpref_write_lock(struct rl_wrpref *lock)
{
    uint32_t seen = 0;
    if (come_in(lock, &seen, 0))
        return;
    /* [WP5] relaxed: no partner. Keeps readers out (I2); it shows nothing. */
    seen = atomic_fetch_add_explicit(&lock->word, RL_WRPREF_WAITING, memory_order_relaxed);
    RL_CHECK((seen & WAITERS) != WAITERS, "wrpref: more than %u writers wait. Use fewer threads.",
             WAITERS / RL_WRPREF_WAITING);
    seen += RL_WRPREF_WAITING;
    struct rl_pause pause = RL_PAUSE_INIT;
    while (!come_in(lock, &seen, RL_WRPREF_WAITING))
        seen = wait_on(lock, seen, &pause);
}

void rl_wrpref_read_unlock(struct rl_wrpref *lock)
{
    uint32_t seen = look(lock);
    for (;;) {
        RL_CHECK(seen >= RL_WRPREF_READER && !(seen & RL_WRPREF_WRITER),
                 "wrpref: read_unlock with no reader inside. Unlock what this thread has locked, as it was "
                 "locked, and once.");
        uint32_t left = seen - RL_WRPREF_READER;
        if (!(left & INSIDE))
            left &= ~(uint32_t)RL_WRPREF_SLEEPER;
        /* [WP6] release/relaxed: pairs with [WP4]. The next writer writes after this reader has read. */
        if (!atomic_compare_exchange_weak_explicit(&lock->word, &seen, left, memory_order_release,
                                                   memory_order_relaxed))
            continue;
        if ((seen & RL_WRPREF_SLEEPER) && !(left & RL_WRPREF_SLEEPER))
            rl_futex_wake(&lock->word, INT32_MAX);
        return;
    }
}

void rl_wrpref_write_unlock(struct rl_wrpref *lock)
{
    /* [WP7] release: pairs with [WP3] and [WP4]. Who comes in next sees what was written. */
    uint32_t seen = atomic_fetch_and_explicit(&lock->word, ~(uint32_t)(RL_WRPREF_WRITER | RL_WRPREF_SLEEPER),
                                              memory_order_release);
    RL_CHECK(seen & RL_WRPREF_WRITER,
             "wrpref: write_unlock with no writer inside. Unlock what this thread has "
             "locked, as it was locked, and once.");
    if (seen & RL_WRPREF_SLEEPER)
        rl_futex_wake(&lock->word, INT32_MAX);
}

void rl_wrpref_destroy(struct rl_wrpref *lock)
{
    RL_CHECK(look(lock) == 0, "wrpref: destroy in use. Unlock it, and join or stop its users, before.");
}
