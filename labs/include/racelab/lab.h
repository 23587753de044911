/* SPDX-License-Identifier: MIT */
/* What a lab's scenario.c says about itself: what must hold, what must be possible, what came out.
 *
 * It works by hand, with nothing else linked: lab_always then prints and aborts, lab_outcome prints a line, lab_meet
 * waits a bounded time, and the rest does nothing. Under racelab the observer's runtime defines the hooks below.
 * Nothing here orders threads: no call of this file is synchronisation, and none makes a race go away. */
#ifndef RACELAB_LAB_H
#define RACELAB_LAB_H

#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef __has_feature
#if __has_feature(thread_sanitizer)
#define RL_LAB_TSAN_ 1
#endif
#endif
#ifdef __SANITIZE_THREAD__
#define RL_LAB_TSAN_ 1
#endif

/* Defined by the runtime of an observer; null where none is linked. */
extern void rl_lab_hook_always(int holds, const char *message, const char *file, int line) __attribute__((weak));
extern void rl_lab_hook_sometimes(int holds, const char *message, const char *file, int line) __attribute__((weak));
extern void rl_lab_hook_begin(const char *region) __attribute__((weak));
extern void rl_lab_hook_end(const char *region) __attribute__((weak));
extern void rl_lab_hook_overlap(const char *region, int wanted, const char *file, int line) __attribute__((weak));
extern void rl_lab_hook_outcome(const char *text) __attribute__((weak));
extern int rl_lab_hook_scale(int small, int large) __attribute__((weak));
extern int rl_lab_hook_meet(int step) __attribute__((weak)); /* nonzero: it did the waiting, or there is none */

/* `cond` must hold whenever this is reached: the invariant of the lab. */
#define lab_always(cond, message) rl_lab_always_((cond) ? 1 : 0, message, __FILE__, __LINE__)

/* `cond` must be true in at least one interleaving. Race-free conditions only. */
#define lab_sometimes(cond, message) rl_lab_sometimes_((cond) ? 1 : 0, message, __FILE__, __LINE__)

/* In main, after the joins: at least `wanted` threads must be able to be between lab_begin(region) and
 * lab_end(region) at the same time. */
#define lab_overlap(region, wanted) rl_lab_overlap_(region, wanted, __FILE__, __LINE__)

__attribute__((unused)) static void rl_lab_always_(int holds, const char *message, const char *file, int line)
{
    if (rl_lab_hook_always) {
        rl_lab_hook_always(holds, message, file, line);
    } else if (!holds) {
        char text[512];
        int length = snprintf(text, sizeof text, "%s:%d: must always hold, and did not: %s\n", file, line, message);
        if (length > (int)sizeof text - 1)
            length = (int)sizeof text - 1;
        if (write(STDERR_FILENO, text, (size_t)length) < 0)
            abort();
        abort();
    }
}

__attribute__((unused)) static void rl_lab_sometimes_(int holds, const char *message, const char *file, int line)
{
    if (rl_lab_hook_sometimes)
        rl_lab_hook_sometimes(holds, message, file, line);
}

__attribute__((unused)) static void rl_lab_overlap_(const char *region, int wanted, const char *file, int line)
{
    if (rl_lab_hook_overlap)
        rl_lab_hook_overlap(region, wanted, file, line);
}

/* Marks the beginning and the end of a region, named by a string literal, in the calling thread. */
__attribute__((unused)) static void lab_begin(const char *region)
{
    if (rl_lab_hook_begin)
        rl_lab_hook_begin(region);
}

__attribute__((unused)) static void lab_end(const char *region)
{
    if (rl_lab_hook_end)
        rl_lab_hook_end(region);
}

/* The result of this run, in printf's format, at most 255 characters: written at once, before a lab_always that may
 * abort. It must not depend on the scale. */
__attribute__((unused, format(printf, 1, 2))) static void lab_outcome(const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (rl_lab_hook_outcome) {
        rl_lab_hook_outcome(text);
    } else {
        char line[sizeof text + 16];
        int length = snprintf(line, sizeof line, "outcome: %s\n", text);
        if (write(STDOUT_FILENO, line, (size_t)length) < 0)
            abort();
    }
}

/* How much work to do: `small` where every interleaving is run, and under a ThreadSanitizer started by hand; else
 * `large`. racelab may add a little to either, so that no answer can be written in beforehand. */
__attribute__((unused)) static int lab_scale(int small, int large)
{
    if (rl_lab_hook_scale)
        return rl_lab_hook_scale(small, large);
#ifdef RL_LAB_TSAN_
    (void)large;
    return small;
#else
    (void)small;
    return large;
#endif
}

/* Brings two threads to the same place at about the same time: each call waits, a bounded time, for its partner's call
 * with the same step (0 to 63). Relaxed atomics only: it orders nothing, so a race stays a race. */
__attribute__((unused)) static void lab_meet(int step)
{
    static unsigned arrived[64];
    if (rl_lab_hook_meet && rl_lab_hook_meet(step))
        return;
    unsigned *counter = &arrived[step & 63];
    unsigned ticket = __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED);
    for (int tries = 0; tries < 100000 && __atomic_load_n(counter, __ATOMIC_RELAXED) <= (ticket | 1); tries++) {
        if (tries > 1000)
            sched_yield();
    }
}

#endif
