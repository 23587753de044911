/* SPDX-License-Identifier: MIT */
/* A partitioned ticket lock that sleeps.
 *
 * I1. Every number is drawn once and called once, in order: at most one thread's number is called and not
 *     done with.
 * I2. A thread sleeps on its slot only while the sleep bit stands in it. A call replaces the whole word and
 *     so takes the bit along: who calls sees it and wakes all sleepers of the slot; those whose number it
 *     is not set the bit again before they sleep again. */
#include "fair.h"

#include "base/check.h"
#include "base/futex.h"
#include "pause.h"

enum { SLEEPER = 1 };

/* How number n is called. */
static uint32_t call_of(uint32_t number)
{
    return number << 1;
}

static _Atomic uint32_t *slot_of(struct rl_fair *mutex, uint32_t number)
{
    return &mutex->called[number % RL_FAIR_SLOTS];
}

/* Sleeps until the slot no longer shows `shown`, or for no reason. */
static void sleep_on(_Atomic uint32_t *slot, uint32_t shown)
{
    /* [FA1] relaxed/relaxed: no partner. If the word has changed there is nothing to sleep for. */
    if (!(shown & SLEEPER) && !atomic_compare_exchange_strong_explicit(
                                  slot, &shown, shown | SLEEPER, memory_order_relaxed, memory_order_relaxed))
        return;
    rl_futex_wait(slot, shown | SLEEPER);
}

void rl_fair_lock(struct rl_fair *mutex)
{
    /* [FA2] relaxed: no partner. Drawing a number shows nothing; that it is drawn once is enough (I1). */
    uint32_t mine = atomic_fetch_add_explicit(&mutex->next, 1, memory_order_relaxed);
    _Atomic uint32_t *slot = slot_of(mutex, mine);
    struct rl_pause pause = RL_PAUSE_INIT;
    for (;;) {
        /* [FA3] acquire: pairs with [FA8]. What the last holder wrote is visible from here. */
        uint32_t shown = atomic_load_explicit(slot, memory_order_acquire);
        if ((shown & ~(uint32_t)SLEEPER) == call_of(mine))
            return;
        if (!rl_pause_brief(&pause))
            sleep_on(slot, shown);
    }
}

bool rl_fair_trylock(struct rl_fair *mutex)
{
    /* [FA4] relaxed: no partner. Checked again by [FA6]. */
    uint32_t number = atomic_load_explicit(&mutex->next, memory_order_relaxed);
    /* [FA5] acquire: pairs with [FA8]. As in lock: if the number is still free below, it is its turn. */
    uint32_t shown = atomic_load_explicit(slot_of(mutex, number), memory_order_acquire);
    if ((shown & ~(uint32_t)SLEEPER) != call_of(number))
        return false;
    /* [FA6] relaxed/relaxed: no partner. Draws the number that is called, if nobody has. */
    return atomic_compare_exchange_strong_explicit(&mutex->next, &number, number + 1, memory_order_relaxed,
                                                   memory_order_relaxed);
}

static bool held(struct rl_fair *mutex)
{
    /* [FA7] relaxed: no partner. The holder's own number was drawn before, so it cannot read less than
     * holder + 1. */
    return atomic_load_explicit(&mutex->next, memory_order_relaxed) != mutex->holder;
}

void rl_fair_unlock(struct rl_fair *mutex)
{
    uint32_t number = mutex->holder + 1;
    RL_CHECK(held(mutex), "fair: unlock of a free mutex. Unlock only what this thread has locked, and once.");
    mutex->holder = number;
    _Atomic uint32_t *slot = slot_of(mutex, number);
    /* [FA8] release: pairs with [FA3] and [FA5]. Whose number it is sees what was written under the mutex.
     * From here on the mutex may be freed by others: only the slot's address is used below. */
    uint32_t shown = atomic_exchange_explicit(slot, call_of(number), memory_order_release);
    if (shown & SLEEPER)
        rl_futex_wake(slot, INT32_MAX);
}

void rl_fair_destroy(struct rl_fair *mutex)
{
    RL_CHECK(!held(mutex), "fair: destroy of a held mutex. Unlock it, and join or stop its users, before.");
}
