/* SPDX-License-Identifier: MIT */
/* Count and round in one word.
 *
 * I1. The count is below parties; the one that would make it parties starts the next round, with count 0,
 *     in the same step. So whoever comes belongs to one round, also where more threads than parties use the
 *     barrier.
 * I2. A party goes on only when the round is another than the one it came in.
 * I3. Who sleeps does so only while the word shows its own round; who starts the next wakes all. */
#include "barrier.h"

#include "base/check.h"
#include "base/futex.h"
#include "pause.h"

enum { COUNT = 0xffff, ROUND = 0x10000 };

static void check_parties(uint32_t parties)
{
    RL_CHECK(parties >= 1 && parties <= RL_BARRIER_MAX, "barrier: %u parties. Give 1 to %d.", parties,
             RL_BARRIER_MAX);
}

void rl_barrier_init(struct rl_barrier *barrier, uint32_t parties)
{
    check_parties(parties);
    atomic_init(&barrier->word, 0);
    barrier->parties = parties;
}

/* Is another round on than in `seen`? */
static bool is_over(uint32_t word, uint32_t seen)
{
    return (word ^ seen) & ~(uint32_t)COUNT;
}

/* Counts this thread in: the word with it counted, or the next round if it was the last. */
static uint32_t come(struct rl_barrier *barrier)
{
    /* [BA1] relaxed: no partner. Checked again by [BA2]. */
    uint32_t seen = atomic_load_explicit(&barrier->word, memory_order_relaxed);
    for (;;) {
        bool last = (seen & COUNT) + 1 == barrier->parties;
        uint32_t next = last ? (seen & ~(uint32_t)COUNT) + ROUND : seen + 1;
        /* [BA2] acq_rel/relaxed: pairs with [BA2] and [BA3]. Release: who goes on sees what was written
         * before. Acquire: the last goes on at once, and what the others showed it, it shows to all. */
        if (atomic_compare_exchange_weak_explicit(&barrier->word, &seen, next, memory_order_acq_rel,
                                                  memory_order_relaxed))
            return next;
    }
}

bool rl_barrier_wait(struct rl_barrier *barrier)
{
    check_parties(barrier->parties);
    uint32_t mine = come(barrier);
    if ((mine & COUNT) == 0) {
        rl_futex_wake(&barrier->word, INT32_MAX);
        return true;
    }
    struct rl_pause pause = RL_PAUSE_INIT;
    for (;;) {
        /* [BA3] acquire: pairs with [BA2]. What all wrote before they came is visible from here. */
        uint32_t word = atomic_load_explicit(&barrier->word, memory_order_acquire);
        if (is_over(word, mine))
            return false;
        if (!rl_pause_brief(&pause))
            rl_futex_wait(&barrier->word, word);
    }
}

void rl_barrier_destroy(struct rl_barrier *barrier)
{
    /* [BA4] relaxed: no partner. The caller has made sure that the others are done. */
    RL_CHECK((atomic_load_explicit(&barrier->word, memory_order_relaxed) & COUNT) == 0,
             "barrier: destroy while a round is incomplete. Let all parties come, and join them, before.");
}
