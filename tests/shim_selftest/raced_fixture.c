/* SPDX-License-Identifier: MIT */
/* Cases for ThreadSanitizer: one races and must fail by its own name though its checks hold, its neighbours
 * do not. */
#include "shim/rl_test.h"

#include <pthread.h>

static int shared;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *writes(void *unused)
{
    shared++; /* races here */
    return unused;
}

static void *writes_locked(void *unused)
{
    pthread_mutex_lock(&lock);
    shared++;
    pthread_mutex_unlock(&lock);
    return unused;
}

static void run_twice(void *(*work)(void *))
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        RL_ASSERT_EQ(0, pthread_create(&threads[i], NULL, work, NULL));
    for (int i = 0; i < 2; i++)
        RL_ASSERT_EQ(0, pthread_join(threads[i], NULL));
    RL_EXPECT_GT(shared, 0);
}

static void clean_before(void)
{
    run_twice(writes_locked);
}

static void races(void)
{
    run_twice(writes);
}

static void clean_after(void)
{
    run_twice(writes_locked);
}

static const struct rl_case cases[] = {
    RL_CASE(clean_before),
    RL_CASE(races),
    RL_CASE(clean_after),
    RL_CASE_END,
};
RL_SUITE(raced, cases);
