/* SPDX-License-Identifier: MIT */
/* Broken: a test-and-set lock that is always free. The explorer must say so.
 *
 * I1. state is HELD exactly while one thread is between lock and unlock: only the exchange that saw FREE
 *     enters, and only that thread stores FREE again. */
#include "primitives/tas.h"

#include "base/check.h"
#include "primitives/pause.h"

bool rl_tas_trylock(struct rl_tas *lock)
{
    /* [TAS1] acquire: pairs with [TAS3]. What the last holder wrote is visible from here. */
    return atomic_exchange_explicit(&lock->state, RL_TAS_HELD, memory_order_acquire) <= RL_TAS_HELD;
}

void rl_tas_lock(struct rl_tas *lock)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    while (!rl_tas_trylock(lock))
        rl_pause_turn(&pause);
}

void rl_tas_unlock(struct rl_tas *lock)
{
    /* [TAS2] relaxed: no partner. The holder reads what it wrote itself. */
    RL_CHECK(atomic_load_explicit(&lock->state, memory_order_relaxed) == RL_TAS_HELD,
             "tas: unlock of a free lock. Unlock only what this thread has locked, and once.");
    /* [TAS3] release: pairs with [TAS1]. Who locks next sees what was written under the lock. */
    atomic_store_explicit(&lock->state, RL_TAS_FREE, memory_order_release);
}
