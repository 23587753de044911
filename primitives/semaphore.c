/* SPDX-License-Identifier: MIT */
/* Permits and waiters in one word, which is also the word to sleep on.
 *
 * I1. The permits in the word are those posted and initial, less those taken.
 * I2. A thread is counted as a waiter from before its first sleep until it has a permit or gives up.
 * I3. A thread sleeps only while the word is what it was when it saw no permit. A post changes the word, so
 *     who was not yet asleep does not fall asleep; and sees the waiters in it, so it wakes one who was. */
#include "semaphore.h"

#include "base/check.h"
#include "base/futex.h"
#include "deadline.h"
#include "pause.h"

enum { WAITER = 1, WAITERS = (1 << RL_SEMAPHORE_WAITER_BITS) - 1, PERMIT = 1 << RL_SEMAPHORE_WAITER_BITS };

void rl_semaphore_init(struct rl_semaphore *semaphore, uint32_t permits)
{
    RL_CHECK(permits <= RL_SEMAPHORE_MAX, "semaphore: %u permits. Give at most %u.", permits,
             RL_SEMAPHORE_MAX);
    atomic_init(&semaphore->word, permits << RL_SEMAPHORE_WAITER_BITS);
}

/* Takes a permit, and `waiter` off the count with it; false: there is none, and *seen is the word. */
static bool take(struct rl_semaphore *semaphore, uint32_t waiter, uint32_t *seen)
{
    /* [SE1] relaxed: no partner. Checked again by [SE2]. */
    *seen = atomic_load_explicit(&semaphore->word, memory_order_relaxed);
    while (*seen >= PERMIT) {
        /* [SE2] acquire/relaxed: pairs with [SE5]. What was written before the post is visible from here. */
        if (atomic_compare_exchange_weak_explicit(&semaphore->word, seen, *seen - PERMIT - waiter,
                                                  memory_order_acquire, memory_order_relaxed))
            return true;
    }
    return false;
}

/* Counts this thread as a waiter unless a permit has come; either way the word is looked at again. */
static bool enlist(struct rl_semaphore *semaphore, uint32_t seen)
{
    RL_CHECK((seen & WAITERS) != WAITERS, "semaphore: more than %d threads wait. Use fewer threads.",
             WAITERS);
    /* [SE3] relaxed/relaxed: no partner. Orders nothing; that a post sees it in the word is enough (I3).
     */
    return atomic_compare_exchange_strong_explicit(&semaphore->word, &seen, seen + WAITER,
                                                   memory_order_relaxed, memory_order_relaxed);
}

bool rl_semaphore_trywait(struct rl_semaphore *semaphore)
{
    uint32_t seen;
    return take(semaphore, 0, &seen);
}

/* deadline NULL: none. */
static bool wait_slowly(struct rl_semaphore *semaphore, clockid_t clock, const struct timespec *deadline)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    uint32_t seen;
    do {
        if (take(semaphore, 0, &seen))
            return true;
    } while (rl_pause_brief(&pause) || !enlist(semaphore, seen));
    while (!take(semaphore, WAITER, &seen)) {
        if (!deadline)
            rl_futex_wait(&semaphore->word, seen);
        else if (rl_futex_wait_until(&semaphore->word, seen, clock, deadline) == RL_FUTEX_TIMED_OUT) {
            if (take(semaphore, WAITER, &seen))
                return true;
            /* [SE4] relaxed: no partner. A post that still counts this thread wakes one too many. */
            atomic_fetch_sub_explicit(&semaphore->word, WAITER, memory_order_relaxed);
            return false;
        }
    }
    return true;
}

void rl_semaphore_wait(struct rl_semaphore *semaphore)
{
    if (!rl_semaphore_trywait(semaphore))
        wait_slowly(semaphore, CLOCK_MONOTONIC, NULL);
}

bool rl_semaphore_wait_until(struct rl_semaphore *semaphore, clockid_t clock, const struct timespec *deadline)
{
    rl_deadline_check("semaphore", clock, deadline);
    return rl_semaphore_trywait(semaphore) || wait_slowly(semaphore, clock, deadline);
}

void rl_semaphore_post(struct rl_semaphore *semaphore)
{
    /* [SE5] release: pairs with [SE2]. Who takes the permit sees what was written before. From here on the
     * semaphore may be freed by others: only its address is used below. */
    uint32_t before = atomic_fetch_add_explicit(&semaphore->word, PERMIT, memory_order_release);
    RL_CHECK(before >> RL_SEMAPHORE_WAITER_BITS < RL_SEMAPHORE_MAX,
             "semaphore: post beyond %u permits. Post only what was waited for.", RL_SEMAPHORE_MAX);
    if (before & WAITERS)
        rl_futex_wake(&semaphore->word, 1);
}

void rl_semaphore_destroy(struct rl_semaphore *semaphore)
{
    /* [SE6] relaxed: no partner. The caller has made sure that the others are done. */
    RL_CHECK(!(atomic_load_explicit(&semaphore->word, memory_order_relaxed) & WAITERS),
             "semaphore: destroy while threads wait. Post for them, and join them, before.");
}
