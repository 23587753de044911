/* SPDX-License-Identifier: MIT */
/* Fences order, and ThreadSanitizer sees it: in the tsan flavour each of these reports a race if an
 * annotation is missing. */
#include "shim/rl_test.h"
#include "base/fence.h"
#include "base/thread.h"

#include <sched.h>
#include <stdatomic.h>

enum { ROUNDS = 2000 };

static atomic_int ready;
static int data; /* ordered by the fences around `ready` only */

static void *hands_over(void *full)
{
    data = 42;
    if (full)
        rl_fence_full(&ready);
    else
        rl_fence_release(&ready);
    atomic_store_explicit(&ready, 1, memory_order_relaxed);
    return NULL;
}

static void take_over(void *full)
{
    struct rl_thread thread;
    atomic_store_explicit(&ready, 0, memory_order_relaxed);
    data = 0;
    rl_thread_create(&thread, "hands over", hands_over, full);
    while (!atomic_load_explicit(&ready, memory_order_relaxed))
        sched_yield();
    if (full)
        rl_fence_full(&ready);
    else
        rl_fence_acquire(&ready);
    RL_EXPECT_EQ(data, 42);
    rl_thread_join(&thread);
}

static void release_then_acquire(void)
{
    take_over(NULL);
}

static void full_then_full(void)
{
    static int yes;
    take_over(&yes);
}

/* Store, fence, load the other's: at least one of the two sees the other's store. */
struct side {
    atomic_int *mine;
    atomic_int *theirs;
    int seen[ROUNDS];
};

static atomic_int left[ROUNDS];
static atomic_int right[ROUNDS];
static atomic_int arrived[ROUNDS];

static void *stores_and_looks(void *argument)
{
    struct side *side = argument;
    for (int i = 0; i < ROUNDS; i++) {
        atomic_fetch_add_explicit(&arrived[i], 1, memory_order_relaxed);
        while (atomic_load_explicit(&arrived[i], memory_order_relaxed) < 2)
            sched_yield();
        atomic_store_explicit(&side->mine[i], 1, memory_order_relaxed);
        rl_fence_full(&arrived[i]);
        side->seen[i] = atomic_load_explicit(&side->theirs[i], memory_order_relaxed);
    }
    return NULL;
}

static void full_orders_a_store_before_a_load(void)
{
    static struct side sides[2] = {{.mine = left, .theirs = right}, {.mine = right, .theirs = left}};
    struct rl_thread threads[2];
    for (int i = 0; i < 2; i++)
        rl_thread_create(&threads[i], "side", stores_and_looks, &sides[i]);
    for (int i = 0; i < 2; i++)
        rl_thread_join(&threads[i]);
    for (int i = 0; i < ROUNDS; i++)
        RL_ASSERT_NE(sides[0].seen[i] + sides[1].seen[i], 0);
}

static const struct rl_case cases[] = {RL_CASE(release_then_acquire), RL_CASE(full_then_full),
                                       RL_CASE(full_orders_a_store_before_a_load), RL_CASE_END};
RL_SUITE(base_fence, cases);
