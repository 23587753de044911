/* SPDX-License-Identifier: MIT */
/* What all oracles share: threads, the first thing that went wrong, and disorder. */
#include "oracle.h"

#include <sched.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static char text[256];
static atomic_int state; /* 0: nothing wrong; 1: being written; 2: text is complete */

void oracle_reset(void)
{
    atomic_store(&state, 0);
}

const char *oracle_wrong(const char *format, ...)
{
    int nothing = 0;
    if (atomic_compare_exchange_strong(&state, &nothing, 1)) {
        va_list args;
        va_start(args, format);
        vsnprintf(text, sizeof text, format, args);
        va_end(args);
        atomic_store(&state, 2);
    }
    return oracle_verdict();
}

const char *oracle_verdict(void)
{
    int now = atomic_load(&state);
    return now == 2 ? text : now == 1 ? "something is wrong" : NULL;
}

struct start {
    void *(*body)(void *);
    void *argument;
    atomic_uint *missing;
};

/* Bodies are short: without the gate the first would be over before the last begins. */
static void *pass_gate(void *argument)
{
    struct start *start = argument;
    atomic_fetch_sub(start->missing, 1);
    while (atomic_load(start->missing) > 0)
        sched_yield();
    return start->body(start->argument);
}

void oracle_run(unsigned count, void *(*body)(void *), void *arguments, size_t size)
{
    struct rl_thread threads[ORACLE_THREADS_MAX];
    struct start starts[ORACLE_THREADS_MAX];
    atomic_uint missing = count;
    for (unsigned i = 0; i < count; i++) {
        starts[i] = (struct start){body, (char *)arguments + i * size, &missing};
        rl_thread_create(&threads[i], "oracle", pass_gate, &starts[i]);
    }
    for (unsigned i = 0; i < count; i++)
        rl_thread_join(&threads[i]);
}

void oracle_stir(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    if ((*seed >> 24) % 8 == 0)
        sched_yield();
}

unsigned oracle_rounds(unsigned plain)
{
    const char *more = getenv("RL_STRESS");
    if (more)
        plain *= (unsigned)strtoul(more, NULL, 10);
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
    plain /= 4;
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
    plain /= 4;
#endif
#endif
    return plain ? plain : 1;
}
