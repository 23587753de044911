/* SPDX-License-Identifier: MIT */
/* Condition variable, barrier and once: a round of handing over between threads, and what costs when nobody
 * waits. */
#define _GNU_SOURCE
#include "bench.h"

#include <pthread.h>

#include "primitives/barrier.h"
#include "primitives/condvar.h"
#include "primitives/once.h"

#ifdef RL_BENCH_CK
#include <ck_barrier.h>
#endif

/* ---- Ping-pong: thread i goes when the turn is i. Stopping is a turn that belongs to everybody. */
#define PING_PONG(name, MUTEX, MUTEX_INIT, CONDVAR, CONDVAR_INIT, lock, unlock, wait, broadcast)             \
    static struct {                                                                                          \
        MUTEX mutex;                                                                                         \
        CONDVAR turned;                                                                                      \
        unsigned turn; /* protected by mutex */                                                              \
    } name##_table = {MUTEX_INIT, CONDVAR_INIT, 0};                                                          \
    static void name##_loop(struct bench_worker *worker)                                                     \
    {                                                                                                        \
        for (bool on = true; on;) {                                                                          \
            lock(&name##_table.mutex);                                                                       \
            while (name##_table.turn != worker->number && name##_table.turn < BENCH_THREADS_MAX)             \
                wait(&name##_table.turned, &name##_table.mutex);                                             \
            on = bench_goes_on(worker) && name##_table.turn < BENCH_THREADS_MAX;                             \
            name##_table.turn = on ? (worker->number + 1) % worker->run->threads : BENCH_THREADS_MAX;        \
            broadcast(&name##_table.turned);                                                                 \
            unlock(&name##_table.mutex);                                                                     \
            worker->count += on;                                                                             \
        }                                                                                                    \
    }                                                                                                        \
    static void name##_prepare(unsigned threads)                                                             \
    {                                                                                                        \
        (void)threads;                                                                                       \
        name##_table.turn = 0;                                                                               \
    }

PING_PONG(condvar, struct rl_mutex, RL_MUTEX_INIT, struct rl_condvar, RL_CONDVAR_INIT, rl_mutex_lock,
          rl_mutex_unlock, rl_condvar_wait, rl_condvar_broadcast)
PING_PONG(pthread_cond, pthread_mutex_t, PTHREAD_MUTEX_INITIALIZER, pthread_cond_t, PTHREAD_COND_INITIALIZER,
          pthread_mutex_lock, pthread_mutex_unlock, pthread_cond_wait, pthread_cond_broadcast)

/* ---- Barrier: all stop in the same round, which the last to come decides. */
static atomic_uint last_round;

#define BARRIER(name, own, wait)                                                                             \
    static void name##_loop(struct bench_worker *worker)                                                     \
    {                                                                                                        \
        own;                                                                                                 \
        for (unsigned round = 0; round < atomic_load(&last_round); round++) {                                \
            if (worker->number == 0 && !bench_goes_on(worker))                                               \
                atomic_store(&last_round, round + 1);                                                        \
            wait;                                                                                            \
            worker->count++;                                                                                 \
        }                                                                                                    \
    }
static struct rl_barrier barrier;
static pthread_barrier_t pthread_barrier;
BARRIER(barrier, (void)0, rl_barrier_wait(&barrier))
BARRIER(pthread_barrier, (void)0, pthread_barrier_wait(&pthread_barrier))

static void barrier_prepare(unsigned threads)
{
    atomic_store(&last_round, UINT32_MAX);
    rl_barrier_init(&barrier, threads);
}

static void pthread_barrier_prepare(unsigned threads)
{
    atomic_store(&last_round, UINT32_MAX);
    pthread_barrier_init(&pthread_barrier, NULL, threads);
}

#ifdef RL_BENCH_CK
static ck_barrier_centralized_t ck_barrier;
BARRIER(ck_barrier, ck_barrier_centralized_state_t state = CK_BARRIER_CENTRALIZED_STATE_INITIALIZER,
        ck_barrier_centralized(&ck_barrier, &state, worker->run->threads))

static void ck_barrier_prepare(unsigned threads)
{
    static const ck_barrier_centralized_t fresh = CK_BARRIER_CENTRALIZED_INITIALIZER;
    (void)threads;
    atomic_store(&last_round, UINT32_MAX);
    ck_barrier = fresh;
}
#endif

/* ---- Once, when it is done. */
static void do_nothing(void *argument)
{
    (void)argument;
}

static void once_alone(void *object, unsigned times)
{
    for (unsigned i = 0; i < times; i++)
        rl_once_run(object, do_nothing, NULL);
}

static void do_nothing_either(void) {}

static void pthread_once_alone(void *object, unsigned times)
{
    for (unsigned i = 0; i < times; i++)
        pthread_once(object, do_nothing_either);
}

static const struct bench_row rows[] = {
    {"condvar", "condvar", true, sizeof(struct rl_condvar), condvar_prepare, condvar_loop, NULL, 2, 4},
    {"condvar", "pthread_cond", false, sizeof(pthread_cond_t), pthread_cond_prepare, pthread_cond_loop, NULL,
     2, 4},
    {"barrier", "barrier", true, sizeof(struct rl_barrier), barrier_prepare, barrier_loop, NULL, 2, 8},
    {"barrier", "pthread_barrier", false, sizeof(pthread_barrier_t), pthread_barrier_prepare,
     pthread_barrier_loop, NULL, 2, 8},
#ifdef RL_BENCH_CK
    /* It spins and never yields: with more threads than CPUs it does not end in a sensible time. */
    {"barrier", "ck centralized", false, sizeof(ck_barrier_centralized_t), ck_barrier_prepare,
     ck_barrier_loop, NULL, 2, 2},
#endif
};

void bench_waiting(const struct bench_options *options, struct bench_results *results)
{
    static const unsigned none[] = {0};
    bench_rows(options, rows, sizeof rows / sizeof *rows, NULL, none, 1, none, 1, results);
    static struct rl_once once = RL_ONCE_INIT;
    static pthread_once_t pthread_once_control = PTHREAD_ONCE_INIT;
    struct bench_result ours = {.group = "once", .name = "once", .ours = true, .bytes = sizeof once};
    struct bench_result peer = {
        .group = "once", .name = "pthread_once", .bytes = sizeof pthread_once_control};
    ours.ns = bench_alone(options, once_alone, &once);
    peer.ns = bench_alone(options, pthread_once_alone, &pthread_once_control);
    bench_add(results, &ours);
    bench_add(results, &peer);
}
