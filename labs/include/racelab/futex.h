/* SPDX-License-Identifier: MIT */
/* Sleeping until a 32-bit word changes: Linux's futex, for labs in which the learner builds what sleeps.
 *
 *     while (atomic_load(&word) == 1)
 *         rl_futex_wait(&word, 1);
 *
 *     atomic_store(&word, 0);
 *     rl_futex_wake(&word, 1);
 *
 * The comparison and the falling asleep are one step: a wake that comes after the word has changed is not
 * missed. A wake is not remembered: it wakes who sleeps at that moment. Every return of a wait is only a
 * reason to look again, for it can end without a wake. Neither call orders anything: the program's own
 * atomics do. */
#ifndef RACELAB_FUTEX_H
#define RACELAB_FUTEX_H

#include <linux/futex.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Macros, so that a report names the line of the caller. */
#define RL_FUTEX_WORD_(word) ((const _Atomic uint32_t *const){(word)})

/* Sleeps while *word == expected (an _Atomic uint32_t). 0: woken, or for no reason; -1: not asleep (any
 * more), because the word was not `expected` or a signal came. */
#define rl_futex_wait(word, expected)                                                                        \
    syscall(SYS_futex, RL_FUTEX_WORD_(word), FUTEX_WAIT_PRIVATE, (uint32_t)(expected), NULL, NULL, 0)

/* Wakes at most `count` of those who sleep on the word, and returns how many. INT_MAX: all. */
#define rl_futex_wake(word, count)                                                                           \
    syscall(SYS_futex, RL_FUTEX_WORD_(word), FUTEX_WAKE_PRIVATE, (int)(count), NULL, NULL, 0)

#endif
