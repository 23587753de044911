/* SPDX-License-Identifier: MIT */
/* Who goes first under the readers-writer locks. */
#include "oracle.h"

#include <sched.h>
#include <stdatomic.h>
#include <string.h>

#include "primitives/phasefair.h"
#include "primitives/rdpref.h"
#include "primitives/wrpref.h"

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
static const char *phasefair_takes_turns(void)
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
    rl_phasefair_destroy(&lock);
    return reader.place == 0 ? NULL : "phasefair: the second writer went before the reader";
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
static const char *wrpref_prefers_writers(void)
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
    /* Until the reader sleeps too, or has come in, which it must not. */
    for (unsigned turn = 0; turn < 2000 && atomic_load(&next_place) == 0; turn++)
        sched_yield();
    rl_wrpref_read_unlock(&lock);
    rl_thread_join(&threads[0]);
    rl_thread_join(&threads[1]);
    rl_wrpref_destroy(&lock);
    return writer.place == 0 ? NULL : "wrpref: the reader went before the writer";
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
static const char *rdpref_lets_readers_nest(void)
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
    int place = atomic_fetch_add(&next_place, 1);
    rl_rdpref_read_unlock(&lock);
    rl_rdpref_read_unlock(&lock);
    rl_thread_join(&thread);
    rl_rdpref_destroy(&lock);
    return place == 0 ? NULL : "rdpref: the writer came in with readers inside";
}

const char *preference_check(const char *name)
{
    if (strcmp(name, "phasefair") == 0)
        return phasefair_takes_turns();
    if (strcmp(name, "wrpref") == 0)
        return wrpref_prefers_writers();
    return strcmp(name, "rdpref") == 0 ? rdpref_lets_readers_nest() : NULL;
}
