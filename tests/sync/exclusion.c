/* SPDX-License-Identifier: MIT */
/* The exclusion oracle: one at a time, readers together, first come first served. */
#include "oracle.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

struct shared {
    const struct lock_ops *ops;
    void *lock;
    unsigned rounds;
    void (*dwell)(void);
    unsigned long left, right; /* protected by lock; equal while no writer is inside */
    atomic_uint writers;       /* inside; relaxed, so that it hides no race */
    atomic_uint readers;
    unsigned order[ORACLE_THREADS_MAX]; /* protected by lock: threads as they came in */
    unsigned came;
};

struct visitor {
    struct shared *shared;
    unsigned number;
};

static void *make_lock(const struct lock_ops *ops)
{
    void *lock = aligned_alloc(64, (ops->size + 63) / 64 * 64);
    if (!lock)
        abort();
    ops->init(lock);
    return lock;
}

static void be_inside(struct shared *shared, unsigned *seed)
{
    if (atomic_fetch_add_explicit(&shared->writers, 1, memory_order_relaxed) != 0)
        oracle_wrong("%s: two threads are inside", shared->ops->name);
    if (atomic_load_explicit(&shared->readers, memory_order_relaxed) != 0)
        oracle_wrong("%s: a reader is inside with a writer", shared->ops->name);
    shared->left++;
    oracle_stir(seed);
    if (shared->dwell)
        shared->dwell();
    shared->right++;
    if (shared->left != shared->right)
        oracle_wrong("%s: left %lu, right %lu inside", shared->ops->name, shared->left, shared->right);
    atomic_fetch_sub_explicit(&shared->writers, 1, memory_order_relaxed);
}

static void *visit(void *argument)
{
    struct visitor *visitor = argument;
    struct shared *shared = visitor->shared;
    unsigned seed = visitor->number;
    for (unsigned i = 0; i < shared->rounds; i++) {
        if (!shared->ops->trylock || (i & 3) != 3 || !shared->ops->trylock(shared->lock, visitor->number))
            shared->ops->lock(shared->lock, visitor->number);
        be_inside(shared, &seed);
        shared->ops->unlock(shared->lock, visitor->number);
        oracle_stir(&seed);
    }
    return NULL;
}

static const char *total(const struct shared *shared, unsigned long expected)
{
    if (shared->left != expected || shared->right != expected)
        oracle_wrong("%s: %lu and %lu visits of %lu are counted", shared->ops->name, shared->left,
                     shared->right, expected);
    free(shared->lock);
    return oracle_verdict();
}

const char *exclusion_check(const struct lock_ops *ops, unsigned threads, unsigned rounds,
                            void (*dwell)(void))
{
    struct shared shared = {.ops = ops, .lock = make_lock(ops), .rounds = rounds, .dwell = dwell};
    struct visitor visitors[ORACLE_THREADS_MAX];
    oracle_reset();
    for (unsigned i = 0; i < threads; i++)
        visitors[i] = (struct visitor){&shared, i};
    oracle_run(threads, visit, visitors, sizeof visitors[0]);
    if (ops->trylock) {
        if (!ops->trylock(shared.lock, 0))
            oracle_wrong("%s: trylock of a free lock failed", ops->name);
        else if (ops->trylock(shared.lock, 1))
            oracle_wrong("%s: trylock of a held lock succeeded", ops->name);
        else
            ops->unlock(shared.lock, 0);
    }
    return total(&shared, (unsigned long)threads * rounds);
}

static void *read_some(void *argument)
{
    struct visitor *visitor = argument;
    struct shared *shared = visitor->shared;
    unsigned seed = visitor->number;
    for (unsigned i = 0; i < shared->rounds; i++) {
        shared->ops->read_lock(shared->lock, visitor->number);
        atomic_fetch_add_explicit(&shared->readers, 1, memory_order_relaxed);
        if (atomic_load_explicit(&shared->writers, memory_order_relaxed) != 0)
            oracle_wrong("%s: a writer is inside with a reader", shared->ops->name);
        unsigned long left = shared->left;
        oracle_stir(&seed);
        if (left != shared->right)
            oracle_wrong("%s: a reader saw left %lu, right %lu", shared->ops->name, left, shared->right);
        atomic_fetch_sub_explicit(&shared->readers, 1, memory_order_relaxed);
        shared->ops->read_unlock(shared->lock, visitor->number);
        oracle_stir(&seed);
    }
    return NULL;
}

static void *read_or_write(void *argument)
{
    struct visitor *visitor = argument;
    return visitor->number % 2 ? read_some(argument) : visit(argument);
}

const char *read_write_check(const struct lock_ops *ops, unsigned readers, unsigned writers, unsigned rounds)
{
    struct shared shared = {.ops = ops, .lock = make_lock(ops), .rounds = rounds};
    struct visitor visitors[ORACLE_THREADS_MAX];
    oracle_reset();
    unsigned count = 0;
    for (unsigned i = 0; i < writers; i++)
        visitors[count++] = (struct visitor){&shared, 2 * i};
    for (unsigned i = 0; i < readers; i++)
        visitors[count++] = (struct visitor){&shared, 2 * i + 1};
    oracle_run(count, read_or_write, visitors, sizeof visitors[0]);
    /* Together: this thread is inside as a reader while another comes in, and goes. */
    shared.rounds = 1;
    struct visitor other = {&shared, 1};
    ops->read_lock(shared.lock, 0);
    oracle_run(1, read_some, &other, sizeof other);
    ops->read_unlock(shared.lock, 0);
    return total(&shared, (unsigned long)writers * rounds);
}

static void *queue_up(void *argument)
{
    struct visitor *visitor = argument;
    struct shared *shared = visitor->shared;
    shared->ops->lock(shared->lock, visitor->number);
    shared->order[shared->came++] = visitor->number;
    shared->ops->unlock(shared->lock, visitor->number);
    return NULL;
}

const char *fifo_check(const struct lock_ops *ops, unsigned threads)
{
    struct shared shared = {.ops = ops, .lock = make_lock(ops)};
    struct visitor visitors[ORACLE_THREADS_MAX];
    struct rl_thread handles[ORACLE_THREADS_MAX];
    oracle_reset();
    ops->lock(shared.lock, 0);
    for (unsigned i = 1; i < threads; i++) {
        unsigned before = ops->arrivals(shared.lock);
        visitors[i] = (struct visitor){&shared, i};
        rl_thread_create(&handles[i], "oracle", queue_up, &visitors[i]);
        while (ops->arrivals(shared.lock) == before)
            sched_yield();
    }
    ops->unlock(shared.lock, 0);
    for (unsigned i = 1; i < threads; i++)
        rl_thread_join(&handles[i]);
    for (unsigned i = 0; i < shared.came; i++) {
        if (shared.order[i] != i + 1)
            oracle_wrong("%s: thread %u came in as number %u", ops->name, shared.order[i], i + 1);
    }
    free(shared.lock);
    return oracle_verdict();
}
