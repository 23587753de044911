/* SPDX-License-Identifier: MIT */
/* Sleeping until a 32-bit word changes: the kernel's futex, for threads of one process.
 *
 *     // Invariant: a thread sleeps only while the word is 1, and who makes it 0 wakes.
 *     while (atomic_load_explicit(&word, memory_order_acquire) == 1)
 *         rl_futex_wait(&word, 1);
 *
 *     atomic_store_explicit(&word, 0, memory_order_release);
 *     rl_futex_wake(&word, 1);
 *
 * The kernel compares the word and goes to sleep as one step against rl_futex_wake: a change between the
 * caller's look and its sleep is not missed. The word is all that counts; every return is only a reason to
 * look again: a wait may end although nobody woke it (a late wake meant for an earlier use of the same
 * address, a signal).
 *
 * Ordering: none. A wait that returns has seen nothing; the caller's own acquire load of the word does.
 * Cost: a system call, some 0.2 µs when there is nothing to do, a few µs to sleep and be woken.
 * Errors: an impossible one (misaligned word, bad address on wait) ends the program and names the call. */
#ifndef RL_BASE_FUTEX_H
#define RL_BASE_FUTEX_H

#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

enum rl_futex_result {
    RL_FUTEX_WOKEN,       /* by rl_futex_wake, or spuriously: look at the word */
    RL_FUTEX_CHANGED,     /* the word was not `expected`: did not sleep */
    RL_FUTEX_INTERRUPTED, /* a signal handler ran (EINTR): look at the word */
    RL_FUTEX_TIMED_OUT    /* only with a deadline; the word may have changed all the same */
};

/* Sleeps while *word == expected. */
enum rl_futex_result rl_futex_wait(const _Atomic uint32_t *word, uint32_t expected);

/* The same until `deadline`: absolute, of CLOCK_MONOTONIC or CLOCK_REALTIME (`clock`). One that has passed is
 * RL_FUTEX_TIMED_OUT, or RL_FUTEX_CHANGED, without sleeping. tv_nsec outside 0…999999999, or another clock:
 * asserts. */
enum rl_futex_result rl_futex_wait_until(const _Atomic uint32_t *word, uint32_t expected, clockid_t clock,
                                         const struct timespec *deadline);

/* Wakes at most `count` sleepers and returns how many. INT32_MAX: all. The memory may have been freed by the
 * thread that saw the new value: the address is only a name here and is never read. */
int rl_futex_wake(const _Atomic uint32_t *word, int count);

#endif
