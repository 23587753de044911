/* SPDX-License-Identifier: MIT */
/* The waiting oracle: semaphore, condition variable, barrier, once, latch, sequence lock. */
#include "oracle.h"

#include <sched.h>
#include <stdatomic.h>
#include <time.h>

#include "primitives/barrier.h"
#include "primitives/condvar.h"
#include "primitives/latch.h"
#include "primitives/once.h"
#include "primitives/semaphore.h"
#include "primitives/seqlock.h"

enum { PERMITS = 2, CELLS = 1, WORDS = 24 };

/* What the threads of one check share; each check uses its part. */
struct room {
    unsigned threads;
    unsigned rounds;
    struct rl_semaphore permits, full, empty;
    struct rl_mutex mutex;
    struct rl_condvar not_empty, not_full;
    struct rl_barrier barrier;
    struct rl_once once;
    struct rl_latch latch;
    struct rl_seqlock seqlock;
    _Atomic uint64_t words[WORDS];
    atomic_uint inside; /* relaxed: hides no race */
    unsigned items;     /* protected by mutex, or handed over by the semaphores */
    unsigned long sum;
    unsigned parts[ORACLE_THREADS_MAX];
    atomic_uint lasts;
};

struct guest {
    struct room *room;
    unsigned number;
};

static void invite(struct room *room, unsigned threads, unsigned rounds, void *(*body)(void *))
{
    struct guest guests[ORACLE_THREADS_MAX];
    room->threads = threads;
    room->rounds = rounds;
    for (unsigned i = 0; i < threads; i++)
        guests[i] = (struct guest){room, i};
    oracle_run(threads, body, guests, sizeof guests[0]);
}

static void *use_permit(void *argument)
{
    struct guest *guest = argument;
    struct room *room = guest->room;
    unsigned seed = guest->number;
    const struct timespec passed = {0};
    for (unsigned i = 0; i < room->rounds; i++) {
        if (i % 4 != 3 || !rl_semaphore_wait_until(&room->permits, CLOCK_MONOTONIC, &passed))
            rl_semaphore_wait(&room->permits);
        if (atomic_fetch_add_explicit(&room->inside, 1, memory_order_relaxed) >= PERMITS)
            oracle_wrong("semaphore: more threads inside than permits");
        oracle_stir(&seed);
        atomic_fetch_sub_explicit(&room->inside, 1, memory_order_relaxed);
        rl_semaphore_post(&room->permits);
    }
    return NULL;
}

/* Even guests post `full` after writing items, odd ones wait for it and answer by `empty`. */
static void *hand_over(void *argument)
{
    struct guest *guest = argument;
    struct room *room = guest->room;
    for (unsigned i = 0; i < room->rounds; i++) {
        if (guest->number % 2 == 0) {
            rl_semaphore_wait(&room->empty);
            room->items = i + 1;
            rl_semaphore_post(&room->full);
        } else {
            rl_semaphore_wait(&room->full);
            if (room->items != i + 1)
                oracle_wrong("semaphore: item %u was handed over as %u", i + 1, room->items);
            rl_semaphore_post(&room->empty);
        }
    }
    return NULL;
}

const char *semaphore_check(unsigned rounds)
{
    struct room room = {.permits = RL_SEMAPHORE_INIT(PERMITS), .empty = RL_SEMAPHORE_INIT(1)};
    oracle_reset();
    invite(&room, 4, rounds, use_permit);
    invite(&room, 2, rounds, hand_over);
    for (unsigned i = 0; i < PERMITS; i++) {
        if (!rl_semaphore_trywait(&room.permits))
            oracle_wrong("semaphore: a permit is lost");
    }
    if (rl_semaphore_trywait(&room.permits))
        oracle_wrong("semaphore: a permit too many");
    rl_semaphore_destroy(&room.permits);
    return oracle_verdict();
}

static unsigned producers;

static void *use_buffer(void *argument)
{
    struct guest *guest = argument;
    struct room *room = guest->room;
    bool produce = guest->number < producers;
    const struct timespec passed = {0};
    unsigned seed = guest->number;
    for (unsigned i = 0; i < room->rounds; i++) {
        rl_mutex_lock(&room->mutex);
        /* Every other wait gives up at once, first: a timeout and a signal meet. */
        for (unsigned waits = i; room->items == (produce ? CELLS : 0); waits++) {
            struct rl_condvar *condvar = produce ? &room->not_full : &room->not_empty;
            if (waits % 2 == 0)
                rl_condvar_wait(condvar, &room->mutex);
            else
                rl_condvar_wait_until(condvar, &room->mutex, CLOCK_MONOTONIC, &passed);
        }
        room->items += produce ? 1u : -1u;
        room->sum += produce ? 1 : 0;
        rl_condvar_signal(produce ? &room->not_empty : &room->not_full);
        if (room->items > CELLS)
            oracle_wrong("condvar: %u items in %d cells", room->items, CELLS);
        rl_mutex_unlock(&room->mutex);
        oracle_stir(&seed);
    }
    return NULL;
}

/* As many consumers as producers, or the rounds do not come out even. */
const char *buffer_check(unsigned producers_, unsigned consumers, unsigned rounds)
{
    struct room room = {.items = 0};
    oracle_reset();
    producers = producers_;
    invite(&room, producers_ + consumers, rounds, use_buffer);
    if (room.items != 0 || room.sum != (unsigned long)producers_ * rounds)
        oracle_wrong("condvar: %u items are left of %lu", room.items, room.sum);
    rl_condvar_destroy(&room.not_empty);
    return oracle_verdict();
}

static void *wait_for_round(void *argument)
{
    struct guest *guest = argument;
    struct room *room = guest->room;
    for (unsigned round = 1; round <= room->rounds; round++) {
        rl_mutex_lock(&room->mutex);
        room->sum++;
        while (room->items < round)
            rl_condvar_wait(&room->not_empty, &room->mutex);
        rl_mutex_unlock(&room->mutex);
    }
    return NULL;
}

/* Guest 0 broadcasts once in each round, when all others wait: those who are not woken wait for ever. */
static void *broadcast_rounds(void *argument)
{
    struct guest *guest = argument;
    struct room *room = guest->room;
    if (guest->number > 0)
        return wait_for_round(argument);
    for (unsigned round = 1; round <= room->rounds; round++) {
        for (unsigned long waiting = 0; waiting < (unsigned long)round * (room->threads - 1);) {
            rl_mutex_lock(&room->mutex);
            waiting = room->sum; /* and asleep, or about to be: they have let go of the mutex */
            if (waiting == (unsigned long)round * (room->threads - 1)) {
                room->items = round;
                rl_condvar_broadcast(&room->not_empty);
            }
            rl_mutex_unlock(&room->mutex);
            sched_yield();
        }
    }
    return NULL;
}

const char *broadcast_check(unsigned waiters, unsigned rounds)
{
    struct room room = {.items = 0};
    oracle_reset();
    invite(&room, waiters + 1, rounds, broadcast_rounds);
    return oracle_verdict();
}

/* Waits once, whatever the condition. */
static void *wait_once(void *argument)
{
    struct guest *guest = argument;
    struct room *room = guest->room;
    rl_mutex_lock(&room->mutex);
    room->items++;
    rl_condvar_wait(&room->not_empty, &room->mutex);
    rl_mutex_unlock(&room->mutex);
    return NULL;
}

static void start_waiter(struct guest *guest, struct rl_thread *thread, unsigned waiting)
{
    rl_thread_create(thread, "waiter", wait_once, guest);
    for (bool waits = false; !waits;) {
        rl_mutex_lock(&guest->room->mutex);
        waits = guest->room->items == waiting;
        rl_mutex_unlock(&guest->room->mutex);
        sched_yield();
    }
}

/* A signal belongs to those who waited before it: one that comes later does not get it. A theft hangs the
 * join. */
const char *theft_check(void)
{
    struct room room = {.items = 0};
    struct guest guest = {&room, 0};
    struct rl_thread early;
    struct rl_thread late;
    oracle_reset();
    /* Without the mutex: all that the waiter sees of the signal comes by the condition variable. */
    start_waiter(&guest, &early, 1);
    rl_condvar_signal(&room.not_empty);
    rl_thread_join(&early);
    room.items = 0;
    start_waiter(&guest, &early, 1);
    rl_condvar_signal(&room.not_empty);
    start_waiter(&guest, &late, 2);
    rl_thread_join(&early);
    rl_condvar_signal(&room.not_empty);
    rl_thread_join(&late);
    /* With two that wait, one signal and one broadcast get both, in any order of their coming. */
    room.items = 0;
    start_waiter(&guest, &early, 1);
    start_waiter(&guest, &late, 2);
    rl_condvar_signal(&room.not_empty);
    if (!atomic_load(&room.not_empty.first))
        oracle_wrong("condvar: one signal freed two");
    rl_condvar_broadcast(&room.not_empty);
    rl_thread_join(&early);
    rl_thread_join(&late);
    return oracle_verdict();
}

const char *timeout_check(void)
{
    struct room room = {.items = 0};
    const struct timespec passed = {0};
    oracle_reset();
    rl_mutex_lock(&room.mutex);
    if (rl_mutex_lock_until(&room.mutex, CLOCK_MONOTONIC, &passed))
        oracle_wrong("mutex: a held mutex was locked after the deadline");
    if (rl_condvar_wait_until(&room.not_empty, &room.mutex, CLOCK_MONOTONIC, &passed))
        oracle_wrong("condvar: signalled by nobody");
    if (rl_mutex_trylock(&room.mutex))
        oracle_wrong("condvar: the mutex is not held after a timeout");
    rl_mutex_unlock(&room.mutex);
    if (!rl_mutex_lock_until(&room.mutex, CLOCK_REALTIME, &passed))
        oracle_wrong("mutex: a free mutex was not locked after the deadline");
    rl_mutex_unlock(&room.mutex);
    if (rl_semaphore_wait_until(&room.permits, CLOCK_REALTIME, &passed))
        oracle_wrong("semaphore: a permit out of nothing");
    rl_semaphore_post(&room.permits);
    if (!rl_semaphore_wait_until(&room.permits, CLOCK_REALTIME, &passed))
        oracle_wrong("semaphore: a permit was not taken after the deadline");
    rl_condvar_destroy(&room.not_empty);
    rl_mutex_destroy(&room.mutex);
    rl_semaphore_destroy(&room.permits);
    return oracle_verdict();
}

static void *keep_step(void *argument)
{
    struct guest *guest = argument;
    struct room *room = guest->room;
    unsigned seed = guest->number;
    for (unsigned round = 1; round <= room->rounds; round++) {
        room->parts[guest->number] = round;
        oracle_stir(&seed);
        if (rl_barrier_wait(&room->barrier))
            atomic_fetch_add_explicit(&room->lasts, 1, memory_order_relaxed);
        for (unsigned i = 0; i < room->threads; i++) {
            if (room->parts[i] != round)
                oracle_wrong("barrier: passed in round %u while another was in %u", round, room->parts[i]);
        }
        rl_barrier_wait(&room->barrier);
    }
    return NULL;
}

const char *barrier_check(unsigned parties, unsigned rounds)
{
    struct room room = {.items = 0};
    oracle_reset();
    rl_barrier_init(&room.barrier, parties);
    invite(&room, parties, rounds, keep_step);
    if (room.lasts != rounds)
        oracle_wrong("barrier: %u were the last in %u rounds", room.lasts, rounds);
    rl_barrier_destroy(&room.barrier);
    return oracle_verdict();
}

static void count_up(void *argument)
{
    struct room *room = argument;
    unsigned seed = room->rounds;
    room->items++;
    oracle_stir(&seed);
    room->sum = room->items;
}

static void *run_once(void *argument)
{
    struct guest *guest = argument;
    rl_once_run(&guest->room->once, count_up, guest->room);
    if (guest->room->items != 1 || guest->room->sum != 1)
        oracle_wrong("once: done %u times, %lu when it was over", guest->room->items, guest->room->sum);
    return NULL;
}

const char *once_check(unsigned threads, unsigned rounds)
{
    oracle_reset();
    for (unsigned i = 0; i < rounds; i++) {
        struct room room = {.once = RL_ONCE_INIT};
        invite(&room, threads, i, run_once);
    }
    return oracle_verdict();
}

static void *count_or_wait(void *argument)
{
    struct guest *guest = argument;
    struct room *room = guest->room;
    if (guest->number % 2 == 0) {
        room->parts[guest->number] = 1;
        rl_latch_count_down(&room->latch, 1);
        return NULL;
    }
    if (!rl_latch_is_open(&room->latch))
        rl_latch_wait(&room->latch);
    for (unsigned i = 0; i < room->threads; i += 2) {
        if (room->parts[i] != 1)
            oracle_wrong("latch: open before all have counted");
    }
    return NULL;
}

const char *latch_check(unsigned threads, unsigned rounds)
{
    oracle_reset();
    for (unsigned i = 0; i < rounds; i++) {
        struct room room = {.latch = RL_LATCH_INIT((threads + 1) / 2)};
        invite(&room, threads, i, count_or_wait);
    }
    return oracle_verdict();
}

static unsigned sequence_writers;

static void *read_or_write(void *argument)
{
    struct guest *guest = argument;
    struct room *room = guest->room;
    uint64_t last = 0;
    for (unsigned i = 1; i <= room->rounds; i++) {
        uint64_t copy[WORDS];
        for (unsigned word = 0; word < WORDS; word++)
            copy[word] = i * 16 + guest->number;
        if (guest->number < sequence_writers) {
            rl_seqlock_write(&room->seqlock, room->words, copy, WORDS);
            continue;
        }
        rl_seqlock_read(&room->seqlock, room->words, copy, WORDS);
        for (unsigned word = 1; word < WORDS; word++) {
            if (copy[word] != copy[0])
                oracle_wrong("seqlock: a copy is of two writes");
        }
        if (sequence_writers == 1 && copy[0] < last)
            oracle_wrong("seqlock: a copy is older than the one before");
        last = copy[0];
    }
    return NULL;
}

const char *sequence_check(unsigned readers, unsigned writers, unsigned rounds)
{
    struct room room = {.items = 0};
    oracle_reset();
    sequence_writers = writers;
    invite(&room, readers + writers, rounds, read_or_write);
    if (room.seqlock.sequence != 2 * writers * rounds)
        oracle_wrong("seqlock: %u steps of the sequence for %u writes", room.seqlock.sequence,
                     writers * rounds);
    rl_seqlock_destroy(&room.seqlock);
    return oracle_verdict();
}
