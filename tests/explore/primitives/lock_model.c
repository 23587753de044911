/* SPDX-License-Identifier: MIT */
/* rl_mutex for the explorer, as the lock that mutex.c is proven to be: what is built on it need not go
 * through its steps again.
 *
 * Each is a lock of the explorer's own, found by its address. Two that fell on one place would be one lock;
 * who holds both would be seen to deadlock with himself. */
#include "primitives/mutex.h"

#include <pthread.h>
#include <stdint.h>

enum { LOCKS = 64 };
static pthread_mutex_t locks[LOCKS];

static pthread_mutex_t *lock_of(const struct rl_mutex *mutex)
{
    return &locks[(uintptr_t)mutex / sizeof *mutex % LOCKS];
}

void rl_mutex_lock(struct rl_mutex *mutex)
{
    pthread_mutex_lock(lock_of(mutex));
}

void rl_mutex_unlock(struct rl_mutex *mutex)
{
    pthread_mutex_unlock(lock_of(mutex));
}

void rl_mutex_destroy(struct rl_mutex *mutex)
{
    pthread_mutex_destroy(lock_of(mutex));
}
