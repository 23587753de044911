/* SPDX-License-Identifier: MIT */
/* Broken: a futex mutex that wakes nobody. The explorer must say so.
 *
 * I1. state is FREE exactly while no thread is between lock and unlock.
 * I2. A thread sleeps only after it has itself stored CONTENDED, and only while the word is CONTENDED. Who
 *     turns CONTENDED into FREE wakes one sleeper; who is woken, and every thread that was ready to sleep,
 *     takes the mutex as CONTENDED: it cannot know that it was the only one. So no sleeper is forgotten. */
#include "primitives/mutex.h"

#include "base/check.h"
#include "base/futex.h"
#include "primitives/deadline.h"
#include "primitives/pause.h"

bool rl_mutex_trylock(struct rl_mutex *mutex)
{
    uint32_t state = RL_MUTEX_FREE;
    /* [MU1] acquire/relaxed: pairs with [MU4]. What the last holder wrote is visible from here. */
    return atomic_compare_exchange_strong_explicit(&mutex->state, &state, RL_MUTEX_HELD, memory_order_acquire,
                                                   memory_order_relaxed);
}

/* For critical sections that are over before a system call would be. */
static bool lock_spinning(struct rl_mutex *mutex)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    do {
        /* [MU2] relaxed: no partner. Only a hint when to try. */
        uint32_t state = atomic_load_explicit(&mutex->state, memory_order_relaxed);
        if (state == RL_MUTEX_FREE && rl_mutex_trylock(mutex))
            return true;
        if (state == RL_MUTEX_CONTENDED)
            return false; /* Others sleep already: it takes long. */
    } while (rl_pause_brief(&pause));
    return false;
}

/* Takes the mutex for a thread that may have to sleep: never as HELD (I2). */
static bool lock_contended(struct rl_mutex *mutex)
{
    /* [MU3] acquire: pairs with [MU4]. What the last holder wrote is visible from here. */
    return atomic_exchange_explicit(&mutex->state, RL_MUTEX_CONTENDED, memory_order_acquire) == RL_MUTEX_FREE;
}

void rl_mutex_lock(struct rl_mutex *mutex)
{
    if (rl_mutex_trylock(mutex) || lock_spinning(mutex))
        return;
    while (!lock_contended(mutex))
        rl_futex_wait(&mutex->state, RL_MUTEX_CONTENDED);
}

bool rl_mutex_lock_until(struct rl_mutex *mutex, clockid_t clock, const struct timespec *deadline)
{
    rl_deadline_check("mutex", clock, deadline);
    if (rl_mutex_trylock(mutex) || lock_spinning(mutex))
        return true;
    while (!lock_contended(mutex)) {
        if (rl_futex_wait_until(&mutex->state, RL_MUTEX_CONTENDED, clock, deadline) == RL_FUTEX_TIMED_OUT)
            return lock_contended(mutex); /* CONTENDED stays behind: one wake too many, never one too few. */
    }
    return true;
}

void rl_mutex_unlock(struct rl_mutex *mutex)
{
    /* [MU4] release: pairs with [MU1] and [MU3]. Who locks next sees what was written under the mutex. From
     * here on the mutex may be locked, unlocked and freed by others: only its address is used below. */
    uint32_t state = atomic_exchange_explicit(&mutex->state, RL_MUTEX_FREE, memory_order_release);
    RL_CHECK(state != RL_MUTEX_FREE,
             "mutex: unlock of a free mutex. Unlock only what this thread has locked, and once.");
}

void rl_mutex_destroy(struct rl_mutex *mutex)
{
    /* [MU5] relaxed: no partner. The caller has made sure that the others are done. */
    RL_CHECK(atomic_load_explicit(&mutex->state, memory_order_relaxed) == RL_MUTEX_FREE,
             "mutex: destroy of a held mutex. Unlock it, and join or stop its users, before.");
}
