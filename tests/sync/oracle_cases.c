/* SPDX-License-Identifier: MIT */
/* The oracles themselves: each finds something that is broken, every time. */
#include "shim/rl_test.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "oracle.h"

/* ---- A lock that lets everybody in. */

static void no_init(void *lock)
{
    (void)lock;
}

static void no_lock(void *lock, unsigned thread)
{
    (void)lock;
    (void)thread;
}

static atomic_uint met;

/* Inside: waits, for a bounded time, until the other is inside too. */
static void meet_inside(void)
{
    unsigned mine = atomic_fetch_add(&met, 1);
    for (unsigned i = 0; i < 1000000 && atomic_load(&met) <= (mine | 1); i++)
        sched_yield();
}

static void exclusion_finds_no_lock(void)
{
    const struct lock_ops broken = {
        .name = "nothing", .size = 1, .init = no_init, .lock = no_lock, .unlock = no_lock};
    atomic_store(&met, 0);
    RL_EXPECT_NOT_NULL(exclusion_check(&broken, 2, 2, meet_inside));
}

static bool always(void *lock, unsigned thread)
{
    (void)lock;
    (void)thread;
    return true;
}

static void exclusion_finds_trylock_of_a_held_lock(void)
{
    const struct lock_ops broken = {
        .name = "always", .size = 1, .init = no_init, .lock = no_lock, .unlock = no_lock, .trylock = always};
    RL_EXPECT_CONTAINS(exclusion_check(&broken, 1, 1, NULL), "trylock of a held lock");
}

/* ---- A lock that serves the last to come first. */

static atomic_uint stack_len;
static atomic_int turn; /* the number whose turn it is; -1: nobody's */

static void last_init(void *lock)
{
    (void)lock;
    atomic_store(&stack_len, 0);
    atomic_store(&turn, 0);
}

static void last_lock(void *lock, unsigned thread)
{
    (void)lock;
    unsigned mine = atomic_fetch_add(&stack_len, 1);
    if (thread == 0)
        return;
    while (atomic_load(&turn) != (int)mine)
        sched_yield();
}

static void last_unlock(void *lock, unsigned thread)
{
    (void)lock;
    (void)thread;
    int now = atomic_load(&turn);
    atomic_store(&turn, now == 0 ? (int)atomic_load(&stack_len) - 1 : now - 1);
}

static unsigned last_arrivals(void *lock)
{
    (void)lock;
    return atomic_load(&stack_len);
}

static void fifo_finds_last_come_first_served(void)
{
    const struct lock_ops broken = {.name = "last",
                                    .size = 1,
                                    .init = last_init,
                                    .lock = last_lock,
                                    .unlock = last_unlock,
                                    .arrivals = last_arrivals};
    RL_EXPECT_CONTAINS(fifo_check(&broken, 3), "came in as number");
}

/* ---- Reclamation that does not wait for readers, and one that never reclaims. */

static void nothing(void) {}

static void no_thread(unsigned thread)
{
    (void)thread;
}

static void *bare_load(unsigned thread, _Atomic(void *) *from)
{
    (void)thread;
    return atomic_load(from);
}

static void at_once(unsigned thread, void *object)
{
    (void)thread;
    object_retired(object);
}

static void reclaim_finds_at_once(void)
{
    const struct reclaim_ops broken = {"at once", false,     nothing,   no_thread,
                                       no_thread, bare_load, no_thread, at_once};
    RL_EXPECT_NOT_NULL(reclaim_held_check(&broken));
}

static void twice(unsigned thread, void *object)
{
    at_once(thread, object);
    at_once(thread, object);
}

static void reclaim_finds_twice(void)
{
    const struct reclaim_ops broken = {"twice",   false,     nothing,   no_thread,
                                       no_thread, bare_load, no_thread, twice};
    RL_EXPECT_CONTAINS(reclaim_check(&broken, 0, 1, 1), "twice");
}

static void keep(unsigned thread, void *object)
{
    (void)thread;
    free(object);
}

static void reclaim_finds_never(void)
{
    const struct reclaim_ops broken = {"never",   false,     nothing,   no_thread,
                                       no_thread, bare_load, no_thread, keep};
    RL_EXPECT_CONTAINS(reclaim_check(&broken, 0, 1, 3), "3 objects were removed and 0 reclaimed");
}

/* ---- Histories. */

static bool linearizable(const struct history_event *events, size_t len, bool lifo)
{
    return history_is_linearizable(events, len, lifo, 2);
}

static void model_accepts(void)
{
    /* Two pushes at once, popped the other way round. */
    const struct history_event overlap[] = {{true, true, 1, 0, 2},
                                            {true, true, 2, 1, 3},
                                            {false, true, 2, 4, 5},
                                            {false, true, 1, 6, 7},
                                            {false, false, 0, 8, 9}};
    RL_EXPECT_TRUE(linearizable(overlap, 5, false));
    /* A pop that answers empty while the push is under way. */
    const struct history_event early[] = {{true, true, 1, 0, 3}, {false, false, 0, 1, 2}};
    RL_EXPECT_TRUE(linearizable(early, 2, false));
}

static void model_refuses(void)
{
    const struct history_event order[] = {
        {true, true, 1, 0, 1}, {true, true, 2, 2, 3}, {false, true, 2, 4, 5}, {false, true, 1, 6, 7}};
    RL_EXPECT_FALSE(linearizable(order, 4, false));
    RL_EXPECT_TRUE(linearizable(order, 4, true));
    const struct history_event lost[] = {{true, true, 1, 0, 1}, {false, false, 0, 2, 3}};
    RL_EXPECT_FALSE(linearizable(lost, 2, false));
    const struct history_event doubled[] = {
        {true, true, 1, 0, 1}, {false, true, 1, 2, 3}, {false, true, 1, 4, 5}};
    RL_EXPECT_FALSE(linearizable(doubled, 3, false));
    const struct history_event over[] = {{true, true, 1, 0, 1}, {true, true, 2, 2, 3}, {true, true, 3, 4, 5}};
    RL_EXPECT_FALSE(linearizable(over, 3, false));
    const struct history_event full[] = {{true, true, 1, 0, 1}, {true, false, 2, 2, 3}};
    RL_EXPECT_FALSE(linearizable(full, 2, false));
    /* Vyukov's queue: the first push is half way through, the second is over, and a pop answers empty. */
    const struct history_event half[] = {
        {true, true, 1, 0, 9}, {true, true, 2, 1, 2}, {false, false, 0, 3, 4}};
    RL_EXPECT_FALSE(linearizable(half, 3, false));
}

/* ---- Queues that lose, double and disorder. */

static uintptr_t held[1 << 16];
static size_t first_held, last_held;

static void queue_begin(void)
{
    first_held = last_held = 0;
}

static bool plain_push(unsigned thread, uintptr_t value)
{
    (void)thread;
    held[last_held++] = value;
    return true;
}

static bool plain_pop(unsigned thread, uintptr_t *value)
{
    (void)thread;
    if (first_held == last_held)
        return false;
    *value = held[first_held++];
    return true;
}

static bool pop_last(unsigned thread, uintptr_t *value)
{
    (void)thread;
    if (first_held == last_held)
        return false;
    *value = held[--last_held];
    return true;
}

static atomic_flag guard = ATOMIC_FLAG_INIT;

/* One call at a time: what is wrong is the answer, not a race. */
#define GUARDED(name, function, type)                                                                        \
    static bool name(unsigned thread, type value)                                                            \
    {                                                                                                        \
        while (atomic_flag_test_and_set(&guard))                                                             \
            sched_yield();                                                                                   \
        bool done = function(thread, value);                                                                 \
        atomic_flag_clear(&guard);                                                                           \
        return done;                                                                                         \
    }
GUARDED(guarded_push, plain_push, uintptr_t)
GUARDED(guarded_pop, plain_pop, uintptr_t *)
GUARDED(guarded_pop_last, pop_last, uintptr_t *)

static void queue_check_accepts_a_right_one(void)
{
    const struct queue_ops right = {"right",   false,        0,          4, 4, queue_begin, no_thread,
                                    no_thread, guarded_push, guarded_pop};
    RL_EXPECT_NULL(queue_check(&right, 2, 2, 100));
    RL_EXPECT_NULL(linearizability_check(&right, 1));
}

static void queue_check_finds_the_wrong_order(void)
{
    const struct queue_ops wrong = {"wrong",      false,           0, 4, 4, queue_begin, no_thread, no_thread,
                                    guarded_push, guarded_pop_last};
    RL_EXPECT_CONTAINS(linearizability_check(&wrong, 1), "no sequential order");
}

static bool losing_push(unsigned thread, uintptr_t value)
{
    static unsigned times;
    return ++times % 2 == 0 || guarded_push(thread, value);
}

static void linearizability_finds_a_loss(void)
{
    const struct queue_ops wrong = {"loses",     false,     0,         1,           1,
                                    queue_begin, no_thread, no_thread, losing_push, guarded_pop};
    RL_EXPECT_CONTAINS(linearizability_check(&wrong, 1), "no sequential order");
}

static const struct rl_case cases[] = {RL_CASE(exclusion_finds_no_lock),
                                       RL_CASE(exclusion_finds_trylock_of_a_held_lock),
                                       RL_CASE(fifo_finds_last_come_first_served),
                                       RL_CASE(reclaim_finds_at_once),
                                       RL_CASE(reclaim_finds_twice),
                                       RL_CASE(reclaim_finds_never),
                                       RL_CASE(model_accepts),
                                       RL_CASE(model_refuses),
                                       RL_CASE(queue_check_accepts_a_right_one),
                                       RL_CASE(queue_check_finds_the_wrong_order),
                                       RL_CASE(linearizability_finds_a_loss),
                                       RL_CASE_END};
RL_SUITE(oracle, cases);
