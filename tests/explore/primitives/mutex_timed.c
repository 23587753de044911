/* SPDX-License-Identifier: MIT */
/* A timed lock beside a plain one: a timeout leaves no waiter behind.
 * SOURCES primitives/mutex.c futex_model.c check_model.c
 * RUN THREADS=2 ROUNDS=2
 * RUN THREADS=3 ROUNDS=1
 * EXPECT hazards=none complete=yes */
#include "primitives/mutex.h"

static struct rl_mutex lock = RL_MUTEX_INIT;

static void lock_timed(int me)
{
    const struct timespec deadline = {.tv_sec = 2000000000};
    if (me != 0 || !rl_mutex_lock_until(&lock, CLOCK_REALTIME, &deadline))
        rl_mutex_lock(&lock);
}

#define LOCK(me)   lock_timed(me)
#define UNLOCK(me) rl_mutex_unlock(&lock)
#define TEARDOWN() rl_mutex_destroy(&lock)
#include "exclusion.h"
