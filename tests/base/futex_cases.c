/* SPDX-License-Identifier: MIT */
/* Each way that a futex wait can end, and that a wake reaches sleepers and nobody else. */
#include "shim/rl_test.h"
#include "base/futex.h"
#include "base/thread.h"

#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static _Atomic uint32_t word;

static struct timespec now_plus(clockid_t clock, long nanoseconds)
{
    struct timespec time;
    clock_gettime(clock, &time);
    time.tv_nsec += nanoseconds % 1000000000;
    time.tv_sec += nanoseconds / 1000000000 + time.tv_nsec / 1000000000;
    time.tv_nsec %= 1000000000;
    return time;
}

static bool before(struct timespec a, struct timespec b)
{
    return a.tv_sec < b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec < b.tv_nsec);
}

static void set(uint32_t value)
{
    atomic_store_explicit(&word, value, memory_order_release);
}

static uint32_t get(void)
{
    return atomic_load_explicit(&word, memory_order_acquire);
}

static void does_not_sleep_when_the_word_has_changed(void)
{
    set(1);
    struct timespec deadline = now_plus(CLOCK_MONOTONIC, 3600 * 1000000000L);
    RL_EXPECT_EQ(rl_futex_wait(&word, 0), RL_FUTEX_CHANGED);
    RL_EXPECT_EQ(rl_futex_wait_until(&word, 0, CLOCK_MONOTONIC, &deadline), RL_FUTEX_CHANGED);
}

static void ends_at_the_deadline_and_not_before(const void *param)
{
    clockid_t clock = *(const clockid_t *)param;
    set(0);
    struct timespec deadline = now_plus(clock, 20000000);
    enum rl_futex_result result;
    do
        result = rl_futex_wait_until(&word, 0, clock, &deadline);
    while (result == RL_FUTEX_WOKEN || result == RL_FUTEX_INTERRUPTED);
    struct timespec after = now_plus(clock, 0);
    RL_EXPECT_EQ(result, RL_FUTEX_TIMED_OUT);
    RL_EXPECT_FALSE(before(after, deadline));
}

static void a_deadline_in_the_past_is_over(void)
{
    set(0);
    struct timespec past = {.tv_sec = 0, .tv_nsec = 1};
    struct timespec ancient = {.tv_sec = -1, .tv_nsec = 0};
    RL_EXPECT_EQ(rl_futex_wait_until(&word, 0, CLOCK_MONOTONIC, &past), RL_FUTEX_TIMED_OUT);
    RL_EXPECT_EQ(rl_futex_wait_until(&word, 0, CLOCK_REALTIME, &ancient), RL_FUTEX_TIMED_OUT);
}

enum { SLEEPERS = 3 };
static _Atomic uint32_t returned;

static void *sleeps_until_set(void *unused)
{
    while (get() == 0)
        rl_futex_wait(&word, 0);
    atomic_fetch_add_explicit(&returned, 1, memory_order_release);
    return unused;
}

/* A sleeper is certain to sleep once a wake has found it: so wake one by one until all were found. */
static void wakes_no_more_than_asked(void)
{
    struct rl_thread threads[SLEEPERS];
    set(0);
    atomic_store_explicit(&returned, 0, memory_order_relaxed);
    for (int i = 0; i < SLEEPERS; i++)
        rl_thread_create(&threads[i], "sleeper", sleeps_until_set, NULL);
    for (int woken = 0; woken < SLEEPERS;) {
        int count = rl_futex_wake(&word, 1); /* the word stays 0, so who wakes sleeps again */
        RL_EXPECT_LE(count, 1);
        woken += count;
        sched_yield();
    }
    RL_EXPECT_EQ(atomic_load_explicit(&returned, memory_order_acquire), 0u);
    set(1);
    RL_EXPECT_LE(rl_futex_wake(&word, INT32_MAX), SLEEPERS);
    for (int i = 0; i < SLEEPERS; i++)
        rl_thread_join(&threads[i]);
    RL_EXPECT_EQ(atomic_load_explicit(&returned, memory_order_acquire), (uint32_t)SLEEPERS);
    RL_EXPECT_EQ(rl_futex_wake(&word, INT32_MAX), 0);
}

static void on_signal(int signal)
{
    (void)signal;
}

static void *waits_to_be_interrupted(void *result)
{
    struct timespec deadline = now_plus(CLOCK_MONOTONIC, 50 * 1000000000L);
    do
        *(enum rl_futex_result *)result = rl_futex_wait_until(&word, 0, CLOCK_MONOTONIC, &deadline);
    while (*(enum rl_futex_result *)result == RL_FUTEX_WOKEN);
    set(1);
    return NULL;
}

/* Signals until one has come in its sleep; a handler before or after it leaves no trace. */
static void a_signal_interrupts(void)
{
    struct sigaction action;
    struct sigaction old;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    sigaction(SIGUSR1, &action, &old);
    struct rl_thread thread;
    enum rl_futex_result result = RL_FUTEX_WOKEN;
    set(0);
    rl_thread_create(&thread, "interrupted", waits_to_be_interrupted, &result);
    while (get() == 0) {
        pthread_kill(thread.handle, SIGUSR1);
        sched_yield();
    }
    rl_thread_join(&thread);
    sigaction(SIGUSR1, &old, NULL);
    RL_EXPECT_EQ(result, RL_FUTEX_INTERRUPTED);
}

static void a_wake_may_come_after_the_memory_is_gone(void)
{
    long size = sysconf(_SC_PAGESIZE);
    void *page = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    RL_ASSERT_TRUE(page != MAP_FAILED);
    munmap(page, (size_t)size);
    RL_EXPECT_EQ(rl_futex_wake(page, 1), 0);
}

static const struct timespec carried_over_not = {.tv_sec = 1, .tv_nsec = 1000000000};

static void wait_for_a_bad_deadline(void)
{
    rl_futex_wait_until(&word, 0, CLOCK_MONOTONIC, &carried_over_not);
}

static void wait_by_a_bad_clock(void)
{
    rl_futex_wait_until(&word, 0, CLOCK_PROCESS_CPUTIME_ID, &carried_over_not);
}

static void wake_nobody(void)
{
    rl_futex_wake(&word, 0);
}

static void wait_on_half_a_word(void)
{
    _Atomic uint32_t two[2] = {0, 0};
    uintptr_t odd = (uintptr_t)two + 1;
    rl_futex_wait((const _Atomic uint32_t *)odd, 0);
}

static void misuse_says_what_to_do(void)
{
    RL_EXPECT_DEATH(wait_for_a_bad_deadline, "futex: a deadline of 1000000000 ns in tv_nsec\\. Carry");
    RL_EXPECT_DEATH(wait_by_a_bad_clock, "futex: clock 2\\. Give CLOCK_MONOTONIC");
    RL_EXPECT_DEATH(wake_nobody, "futex: wake 0 threads\\. Give one or more");
    RL_EXPECT_DEATH(wait_on_half_a_word, "futex\\(FUTEX_WAIT\\) failed with EINVAL");
}

static const clockid_t monotonic = CLOCK_MONOTONIC;
static const clockid_t realtime = CLOCK_REALTIME;

static const struct rl_case cases[] = {
    RL_CASE(does_not_sleep_when_the_word_has_changed),
    RL_CASE_P(ends_at_the_deadline_and_not_before, "monotonic", &monotonic),
    RL_CASE_P(ends_at_the_deadline_and_not_before, "realtime", &realtime),
    RL_CASE(a_deadline_in_the_past_is_over),
    RL_CASE(wakes_no_more_than_asked),
    RL_CASE(a_signal_interrupts),
    RL_CASE(a_wake_may_come_after_the_memory_is_gone),
    RL_CASE(misuse_says_what_to_do),
    RL_CASE_END};
RL_SUITE(base_futex, cases);
