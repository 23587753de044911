/* SPDX-License-Identifier: MIT */
/* Test-and-test-and-set with exponential back-off.
 *
 * I1. state is HELD exactly while one thread is between lock and unlock: only the exchange that saw FREE
 *     enters, and only that thread stores FREE again.
 * I2. Between two looks a waiter touches nothing shared, for at most BACKOFF_LIMIT pauses: it cannot miss
 *     that the lock stays free. */
#include "ttas.h"

#include "base/check.h"
#include "pause.h"

enum { BACKOFF_FIRST = 4, BACKOFF_LIMIT = 256 };

bool rl_ttas_trylock(struct rl_ttas *lock)
{
    /* [TTAS1] relaxed: no partner. Only a hint: without it the exchange would take the line from the
     * holder. */
    if (atomic_load_explicit(&lock->state, memory_order_relaxed) != RL_TTAS_FREE)
        return false;
    /* [TTAS2] acquire: pairs with [TTAS4]. What the last holder wrote is visible from here. */
    return atomic_exchange_explicit(&lock->state, RL_TTAS_HELD, memory_order_acquire) == RL_TTAS_FREE;
}

/* Waits, and answers how long to wait the next time. */
static unsigned back_off(unsigned pauses)
{
    for (unsigned i = 0; i < pauses; i++)
        rl_pause_cpu();
    if (pauses < BACKOFF_LIMIT)
        return pauses * 2;
    sched_yield(); /* The holder may be waiting for this CPU. */
    return BACKOFF_LIMIT;
}

void rl_ttas_lock(struct rl_ttas *lock)
{
    unsigned pauses = BACKOFF_FIRST;
    while (!rl_ttas_trylock(lock))
        pauses = back_off(pauses);
}

void rl_ttas_unlock(struct rl_ttas *lock)
{
    /* [TTAS3] relaxed: no partner. The holder reads what it wrote itself. */
    RL_CHECK(atomic_load_explicit(&lock->state, memory_order_relaxed) == RL_TTAS_HELD,
             "ttas: unlock of a free lock. Unlock only what this thread has locked, and once.");
    /* [TTAS4] release: pairs with [TTAS2]. Who locks next sees what was written under the lock. */
    atomic_store_explicit(&lock->state, RL_TTAS_FREE, memory_order_release);
}
