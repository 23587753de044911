/* SPDX-License-Identifier: MIT */
/* Attributes that change nothing within one process, or nothing that is explored: sharing between processes,
 * priority protocols; each returns what the C library returns. */
#include <pthread.h>
#include "rlx.h"

int rlx_pthread_mutexattr_setpshared(pthread_mutexattr_t *attr, int shared)
{
    return pthread_mutexattr_setpshared(attr, shared);
}

int rlx_pthread_mutexattr_getpshared(const pthread_mutexattr_t *attr, int *shared)
{
    return pthread_mutexattr_getpshared(attr, shared);
}

int rlx_pthread_mutexattr_setprotocol(pthread_mutexattr_t *attr, int protocol)
{
    return pthread_mutexattr_setprotocol(attr, protocol);
}

int rlx_pthread_mutexattr_getprotocol(const pthread_mutexattr_t *attr, int *protocol)
{
    return pthread_mutexattr_getprotocol(attr, protocol);
}

int rlx_pthread_mutexattr_setprioceiling(pthread_mutexattr_t *attr, int ceiling)
{
    return pthread_mutexattr_setprioceiling(attr, ceiling);
}

int rlx_pthread_mutexattr_getprioceiling(const pthread_mutexattr_t *attr, int *ceiling)
{
    return pthread_mutexattr_getprioceiling(attr, ceiling);
}

int rlx_pthread_mutexattr_setrobust(pthread_mutexattr_t *attr, int robust)
{
    return pthread_mutexattr_setrobust(attr, robust);
}

int rlx_pthread_mutexattr_getrobust(const pthread_mutexattr_t *attr, int *robust)
{
    return pthread_mutexattr_getrobust(attr, robust);
}

int rlx_pthread_condattr_setpshared(pthread_condattr_t *attr, int shared)
{
    return pthread_condattr_setpshared(attr, shared);
}

int rlx_pthread_condattr_getpshared(const pthread_condattr_t *attr, int *shared)
{
    return pthread_condattr_getpshared(attr, shared);
}

int rlx_pthread_rwlockattr_setpshared(pthread_rwlockattr_t *attr, int shared)
{
    return pthread_rwlockattr_setpshared(attr, shared);
}

int rlx_pthread_rwlockattr_getpshared(const pthread_rwlockattr_t *attr, int *shared)
{
    return pthread_rwlockattr_getpshared(attr, shared);
}

int rlx_pthread_barrierattr_init(pthread_barrierattr_t *attr)
{
    return pthread_barrierattr_init(attr);
}

int rlx_pthread_barrierattr_destroy(pthread_barrierattr_t *attr)
{
    return pthread_barrierattr_destroy(attr);
}

int rlx_pthread_barrierattr_setpshared(pthread_barrierattr_t *attr, int shared)
{
    return pthread_barrierattr_setpshared(attr, shared);
}

int rlx_pthread_barrierattr_getpshared(const pthread_barrierattr_t *attr, int *shared)
{
    return pthread_barrierattr_getpshared(attr, shared);
}
