/* SPDX-License-Identifier: MIT */
/* A condition variable for pthread's mutex: sleep until somebody says that something has changed. */
#ifndef CONDITION_H
#define CONDITION_H

#include <pthread.h>
#include <racelab/futex.h>

struct sleeper; /* yours, if you need it */

struct condition {
    _Atomic uint32_t first,
        second; /* 0 at first. What they say, you decide; what you do not need is left unused */
    struct sleeper *oldest, *newest;
};
#define CONDITION_INIT                                                                                       \
    {                                                                                                        \
        0, 0, NULL, NULL                                                                                     \
    }

/* The caller holds the mutex. It is let go, the caller sleeps (rl_futex_wait) until it is woken, and holds
 * the mutex again when this returns. A signal or broadcast that comes after the mutex has been let go is not
 * missed. It may return for no reason; who waits looks whether it is true what he waits for. */
void condition_wait(struct condition *condition, pthread_mutex_t *mutex);

/* Wakes one of those, or all, who wait at this moment (rl_futex_wake); who comes to wait later cannot take it
 * from them. The caller holds the mutex with which they wait. Nothing happens if nobody waits. */
void condition_signal(struct condition *condition);
void condition_broadcast(struct condition *condition);

#endif
