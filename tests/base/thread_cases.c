/* SPDX-License-Identifier: MIT */
/* Threads start with their name, hand back their result, and die by name when they cannot. */
#define _GNU_SOURCE 1
#include "shim/rl_test.h"
#include "base/thread.h"

#include <sched.h>
#include <string.h>
#include <sys/resource.h>

static int written; /* by the thread before it ends; read after the join */

static void *writes(void *argument)
{
    written = *(int *)argument + 1;
    return argument;
}

static void hands_over_and_back(void)
{
    struct rl_thread thread;
    int argument = 41;
    rl_thread_create(&thread, "writer", writes, &argument);
    RL_EXPECT_TRUE(rl_thread_join(&thread) == &argument);
    RL_EXPECT_EQ(written, 42);
}

static int stop; /* atomic */

static void *waits(void *unused)
{
    while (!__atomic_load_n(&stop, __ATOMIC_ACQUIRE))
        sched_yield();
    return unused;
}

static void shows_the_first_15_bytes_of_its_name(void)
{
    struct rl_thread thread;
    char name[16];
    __atomic_store_n(&stop, 0, __ATOMIC_RELAXED);
    rl_thread_create(&thread, "a rather long name", waits, NULL);
    int error = pthread_getname_np(thread.handle, name, sizeof name);
    __atomic_store_n(&stop, 1, __ATOMIC_RELEASE);
    rl_thread_join(&thread);
    RL_EXPECT_EQ(error, 0);
    RL_EXPECT_STREQ(name, "a rather long n");
}

static void counts_the_cpus_it_may_use(void)
{
    cpu_set_t all;
    cpu_set_t one;
    RL_ASSERT_EQ(sched_getaffinity(0, sizeof all, &all), 0);
    RL_EXPECT_EQ(rl_thread_cpus(), (unsigned)CPU_COUNT(&all));
    int first = 0;
    while (!CPU_ISSET(first, &all))
        first++;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    RL_ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
    unsigned cpus = rl_thread_cpus();
    sched_setaffinity(0, sizeof all, &all);
    RL_EXPECT_EQ(cpus, 1u);
}

static void *joins_itself(void *argument)
{
    struct rl_thread self = {.handle = pthread_self(), .name = "narcissus"};
    rl_thread_join(&self);
    return argument;
}

static void join_oneself(void)
{
    struct rl_thread thread;
    rl_thread_create(&thread, "narcissus", joins_itself, NULL);
    rl_thread_join(&thread);
}

static bool under_thread_sanitizer(void)
{
#ifdef __has_feature
#if __has_feature(thread_sanitizer)
    return true;
#endif
#endif
#ifdef __SANITIZE_THREAD__
    return true;
#else
    return false;
#endif
}

static void a_failed_join_names_the_thread(void)
{
    if (under_thread_sanitizer())
        RL_SKIP("ThreadSanitizer may fail a check of its own before pthread_join fails");
    RL_EXPECT_DEATH(join_oneself, "thread 'narcissus' cannot be joined: .*deadlock.* Join each thread once");
}

/* No stack of this size can be had. */
static void start_without_memory(void)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, (size_t)1 << 46);
    pthread_setattr_default_np(&attributes);
    struct rl_thread thread;
    rl_thread_create(&thread, "fat", writes, NULL);
}

static void a_failed_start_names_the_thread(void)
{
    RL_EXPECT_DEATH(start_without_memory, "thread 'fat' cannot start: .* Raise the limit");
}

static const struct rl_case cases[] = {RL_CASE(hands_over_and_back),
                                       RL_CASE(shows_the_first_15_bytes_of_its_name),
                                       RL_CASE(counts_the_cpus_it_may_use),
                                       RL_CASE(a_failed_join_names_the_thread),
                                       RL_CASE(a_failed_start_names_the_thread),
                                       RL_CASE_END};
RL_SUITE(base_thread, cases);
