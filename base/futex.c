/* SPDX-License-Identifier: MIT */
/* The three futex operations as system calls, private to the process. */
#define _GNU_SOURCE 1
#include "futex.h"
#include "check.h"

#include <errno.h>
#include <linux/futex.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum rl_futex_result wait_result(long status)
{
    if (status == 0)
        return RL_FUTEX_WOKEN;
    switch (errno) {
    case EAGAIN:
        return RL_FUTEX_CHANGED;
    case EINTR:
        return RL_FUTEX_INTERRUPTED;
    case ETIMEDOUT:
        return RL_FUTEX_TIMED_OUT;
    default:
        rl_check_impossible("futex(FUTEX_WAIT)", errno);
    }
}

enum rl_futex_result rl_futex_wait(const _Atomic uint32_t *word, uint32_t expected)
{
    return wait_result(syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, NULL, NULL, 0));
}

enum rl_futex_result rl_futex_wait_until(const _Atomic uint32_t *word, uint32_t expected, clockid_t clock,
                                         const struct timespec *deadline)
{
    RL_CHECK(clock == CLOCK_MONOTONIC || clock == CLOCK_REALTIME,
             "futex: clock %d. Give CLOCK_MONOTONIC or CLOCK_REALTIME.", (int)clock);
    RL_CHECK(deadline->tv_nsec >= 0 && deadline->tv_nsec < 1000000000,
             "futex: a deadline of %ld ns in tv_nsec. Carry whole seconds over into tv_sec.",
             deadline->tv_nsec);
    if (deadline->tv_sec < 0) /* before the clock began; the kernel would call it invalid */
        return RL_FUTEX_TIMED_OUT;
    /* The BITSET form takes an absolute deadline; plain FUTEX_WAIT a relative one, which a signal would
     * prolong. */
    int operation = FUTEX_WAIT_BITSET_PRIVATE | (clock == CLOCK_REALTIME ? FUTEX_CLOCK_REALTIME : 0);
    return wait_result(syscall(SYS_futex, word, operation, expected, deadline, NULL, FUTEX_BITSET_MATCH_ANY));
}

int rl_futex_wake(const _Atomic uint32_t *word, int count)
{
    RL_CHECK(count > 0, "futex: wake %d threads. Give one or more.", count);
    long woken = syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
    if (woken >= 0)
        return (int)woken;
    if (errno != EFAULT) /* EFAULT: the word's page is gone with its owner, and so are its sleepers */
        rl_check_impossible("futex(FUTEX_WAKE)", errno);
    return 0;
}
