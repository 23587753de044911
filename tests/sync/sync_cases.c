/* SPDX-License-Identifier: MIT */
/* Every primitive under its oracles, and what only some promise. */
#include "shim/rl_test.h"

#include <sched.h>
#include <stdatomic.h>

#include "checks.h"
#include "primitives/phasefair.h"
#include "primitives/rdpref.h"
#include "primitives/wrpref.h"

static void holds(const void *param)
{
    const struct check *check = check_find(param);
    RL_ASSERT_NOT_NULL(check);
    const char *wrong = check->run(param);
    if (wrong)
        RL_FAIL("%s", wrong);
}

/* ---- Preferences. */

static atomic_int next_place;

struct comer {
    void *lock;
    int place;
};

static void *phasefair_read(void *argument)
{
    struct comer *comer = argument;
    rl_phasefair_read_lock(comer->lock);
    comer->place = atomic_fetch_add(&next_place, 1);
    rl_phasefair_read_unlock(comer->lock);
    return NULL;
}

static void *phasefair_write(void *argument)
{
    struct comer *comer = argument;
    rl_phasefair_write_lock(comer->lock);
    comer->place = atomic_fetch_add(&next_place, 1);
    rl_phasefair_write_unlock(comer->lock);
    return NULL;
}

static void await_value(_Atomic uint32_t *word, uint32_t value)
{
    while (atomic_load(word) != value)
        sched_yield();
}

/* A writer is inside; a writer and then a reader come: the reader goes first. */
static void phasefair_takes_turns(void)
{
    struct rl_phasefair lock = RL_PHASEFAIR_INIT;
    struct comer writer = {&lock, -1};
    struct comer reader = {&lock, -1};
    struct rl_thread threads[2];
    atomic_store(&next_place, 0);
    rl_phasefair_write_lock(&lock);
    rl_thread_create(&threads[0], "writer", phasefair_write, &writer);
    await_value(&lock.writers_in, 2);
    rl_thread_create(&threads[1], "reader", phasefair_read, &reader);
    await_value(&lock.readers_in, RL_PHASEFAIR_READER | RL_PHASEFAIR_PRESENT);
    rl_phasefair_write_unlock(&lock);
    rl_thread_join(&threads[0]);
    rl_thread_join(&threads[1]);
    RL_EXPECT_EQ(0, reader.place);
    RL_EXPECT_EQ(1, writer.place);
    rl_phasefair_destroy(&lock);
}

static void *wrpref_read(void *argument)
{
    struct comer *comer = argument;
    rl_wrpref_read_lock(comer->lock);
    comer->place = atomic_fetch_add(&next_place, 1);
    rl_wrpref_read_unlock(comer->lock);
    return NULL;
}

static void *wrpref_write(void *argument)
{
    struct comer *comer = argument;
    rl_wrpref_write_lock(comer->lock);
    comer->place = atomic_fetch_add(&next_place, 1);
    rl_wrpref_write_unlock(comer->lock);
    return NULL;
}

/* A reader is inside; a writer and then a reader come: the writer goes first. */
static void wrpref_prefers_writers(void)
{
    struct rl_wrpref lock = RL_WRPREF_INIT;
    struct comer writer = {&lock, -1};
    struct comer reader = {&lock, -1};
    struct rl_thread threads[2];
    atomic_store(&next_place, 0);
    rl_wrpref_read_lock(&lock);
    rl_thread_create(&threads[0], "writer", wrpref_write, &writer);
    while (!(atomic_load(&lock.word) & RL_WRPREF_WAITING))
        sched_yield();
    rl_thread_create(&threads[1], "reader", wrpref_read, &reader);
    rl_wrpref_read_unlock(&lock);
    rl_thread_join(&threads[0]);
    rl_thread_join(&threads[1]);
    RL_EXPECT_EQ(0, writer.place);
    RL_EXPECT_EQ(1, reader.place);
    rl_wrpref_destroy(&lock);
}

static void *rdpref_write(void *argument)
{
    struct comer *comer = argument;
    rl_rdpref_write_lock(comer->lock);
    comer->place = atomic_fetch_add(&next_place, 1);
    rl_rdpref_write_unlock(comer->lock);
    return NULL;
}

/* A reader is inside and a writer sleeps: the reader comes in again. It would wait for itself otherwise. */
static void rdpref_lets_readers_nest(void)
{
    struct rl_rdpref lock = RL_RDPREF_INIT;
    struct comer writer = {&lock, -1};
    struct rl_thread thread;
    atomic_store(&next_place, 0);
    rl_rdpref_read_lock(&lock);
    rl_thread_create(&thread, "writer", rdpref_write, &writer);
    while (!(atomic_load(&lock.word) & RL_RDPREF_SLEEPER))
        sched_yield();
    rl_rdpref_read_lock(&lock);
    RL_EXPECT_EQ(0, atomic_fetch_add(&next_place, 1));
    rl_rdpref_read_unlock(&lock);
    rl_rdpref_read_unlock(&lock);
    rl_thread_join(&thread);
    RL_EXPECT_EQ(1, writer.place);
    rl_rdpref_destroy(&lock);
}

#define HOLDS(primitive) RL_CASE_P(holds, primitive, primitive)
static const struct rl_case cases[] = {HOLDS("tas"),
                                       HOLDS("ttas"),
                                       HOLDS("ticket"),
                                       HOLDS("mcs"),
                                       HOLDS("clh"),
                                       HOLDS("mutex"),
                                       HOLDS("fair"),
                                       HOLDS("semaphore"),
                                       HOLDS("condvar"),
                                       HOLDS("rdpref"),
                                       HOLDS("wrpref"),
                                       HOLDS("phasefair"),
                                       HOLDS("seqlock"),
                                       HOLDS("barrier"),
                                       HOLDS("once"),
                                       HOLDS("latch"),
                                       HOLDS("spsc"),
                                       HOLDS("mpmc"),
                                       HOLDS("stack"),
                                       HOLDS("hazard"),
                                       HOLDS("epoch"),
                                       HOLDS("rcuqs"),
                                       HOLDS("rcumb"),
                                       RL_CASE(phasefair_takes_turns),
                                       RL_CASE(wrpref_prefers_writers),
                                       RL_CASE(rdpref_lets_readers_nest),
                                       RL_CASE_END};
RL_SUITE(sync, cases);
