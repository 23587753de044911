/* SPDX-License-Identifier: MIT */
/* Assertions that are always on, and the end of the program when a system call fails that cannot.
 *
 * For misuse and for the impossible only: what can be expected to fail is a returned value.
 * Everything here writes one line to stderr and calls abort(); it allocates nothing and takes no lock of its
 * own. Cost: one predicted branch while the condition holds. */
#ifndef RL_BASE_CHECK_H
#define RL_BASE_CHECK_H

/* RL_CHECK(condition, format, …): `format` (printf's) names the thing, what is wrong with it and what to do:
 *     RL_CHECK(count > 0, "barrier: %u parties. Give one or more.", count);
 * The condition is evaluated exactly once, in every build. */
#define RL_CHECK(condition, ...)                                                                             \
    do {                                                                                                     \
        if (__builtin_expect(!(condition), 0))                                                               \
            rl_check_failed(__FILE__, __LINE__, __VA_ARGS__);                                                \
    } while (0)

/* Prints "racelab: FILE:LINE: MESSAGE" (at most 511 bytes) and aborts. */
_Noreturn void rl_check_failed(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4), cold));

/* `call` ("futex", "pthread_create") failed with the errno value `error` where it cannot: prints both and
 * aborts. */
_Noreturn void rl_check_impossible(const char *call, int error) __attribute__((cold));

/* For functions that return 0 or an errno value (pthread_*): dies unless `error` is 0. */
static inline void rl_check_zero(const char *call, int error)
{
    if (__builtin_expect(error != 0, 0))
        rl_check_impossible(call, error);
}

#endif
