/* SPDX-License-Identifier: MIT */
/* The ticket lock.
 *
 * I1. Every number is drawn once, so at most one thread's number equals serving.
 * I2. serving changes only in unlock, by one: next - serving is the number of threads that hold or wait. */
#include "ticket.h"

#include "base/check.h"
#include "pause.h"

void rl_ticket_lock(struct rl_ticket *lock)
{
    /* [TI1] relaxed: no partner. Drawing a number shows nothing; that it is drawn once is enough (I1). */
    uint32_t mine = atomic_fetch_add_explicit(&lock->next, 1, memory_order_relaxed);
    struct rl_pause pause = RL_PAUSE_INIT;
    /* [TI2] acquire: pairs with [TI7]. What the last holder wrote is visible from here. */
    while (atomic_load_explicit(&lock->serving, memory_order_acquire) != mine)
        rl_pause_turn(&pause);
}

bool rl_ticket_trylock(struct rl_ticket *lock)
{
    /* [TI3] acquire: pairs with [TI7]. As in lock: if this number is still free below, it is its turn. */
    uint32_t shown = atomic_load_explicit(&lock->serving, memory_order_acquire);
    /* [TI4] relaxed/relaxed: no partner. Draws the number that is shown, if nobody has. */
    return atomic_compare_exchange_strong_explicit(&lock->next, &shown, shown + 1, memory_order_relaxed,
                                                   memory_order_relaxed);
}

void rl_ticket_unlock(struct rl_ticket *lock)
{
    /* [TI5] relaxed: no partner. Only the holder writes it. */
    uint32_t mine = atomic_load_explicit(&lock->serving, memory_order_relaxed);
    /* [TI6] relaxed: no partner. The holder's own number was drawn before, so it cannot read less than
     * mine + 1. */
    RL_CHECK(atomic_load_explicit(&lock->next, memory_order_relaxed) != mine,
             "ticket: unlock of a free lock. Unlock only what this thread has locked, and once.");
    /* [TI7] release: pairs with [TI2] and [TI3]. The next in line sees what was written under the lock. */
    atomic_store_explicit(&lock->serving, mine + 1, memory_order_release);
}
