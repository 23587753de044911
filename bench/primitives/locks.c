/* SPDX-License-Identifier: MIT */
/* Mutual exclusion: throughput, fairness and latency over threads and lengths of the critical section.
 *
 * Each lock has a loop of its own, so that the compiler sees the calls as in a program that uses it. Groups
 * are promises: a lock is compared with peers that promise the same. */
#define _GNU_SOURCE
#include "bench.h"

#include <pthread.h>

#include "primitives/clh.h"
#include "primitives/fair.h"
#include "primitives/mcs.h"
#include "primitives/mutex.h"
#include "primitives/semaphore.h"
#include "primitives/tas.h"
#include "primitives/ticket.h"
#include "primitives/ttas.h"

#ifdef RL_BENCH_CK
#include <ck_spinlock.h>
#endif
#include <semaphore.h>

/* LOOP(name, what each thread has, taking, leaving): the loop of several threads, and the one of one thread.
 */
#define LOOP(name, TYPE, own, take, leave)                                                                   \
    static void name##_loop(struct bench_worker *worker)                                                     \
    {                                                                                                        \
        TYPE *lock = worker->run->object;                                                                    \
        own;                                                                                                 \
        while (bench_goes_on(worker)) {                                                                      \
            uint64_t begin = bench_sample_begin(worker);                                                     \
            take;                                                                                            \
            bench_sample_end(worker, begin);                                                                 \
            bench_work(worker->run->section_ns);                                                             \
            leave;                                                                                           \
            worker->count++;                                                                                 \
            bench_work(BENCH_OUTSIDE_NS);                                                                    \
        }                                                                                                    \
    }                                                                                                        \
    static void name##_alone(void *object, unsigned times)                                                   \
    {                                                                                                        \
        TYPE *lock = object;                                                                                 \
        struct bench_worker *worker = &nobody;                                                               \
        (void)worker;                                                                                        \
        own;                                                                                                 \
        for (unsigned i = 0; i < times; i++) {                                                               \
            take;                                                                                            \
            leave;                                                                                           \
        }                                                                                                    \
    }

static struct bench_worker nobody; /* number 0 */
#define NOTHING (void)0

LOOP(tas, struct rl_tas, NOTHING, rl_tas_lock(lock), rl_tas_unlock(lock))
LOOP(ttas, struct rl_ttas, NOTHING, rl_ttas_lock(lock), rl_ttas_unlock(lock))
LOOP(ticket, struct rl_ticket, NOTHING, rl_ticket_lock(lock), rl_ticket_unlock(lock))
LOOP(mcs, struct rl_mcs, struct rl_mcs_node node, rl_mcs_lock(lock, &node), rl_mcs_unlock(lock, &node))
static struct rl_clh_place places[BENCH_THREADS_MAX];
LOOP(clh, struct rl_clh, struct rl_clh_place *place = &places[worker->number], rl_clh_lock(lock, place),
     rl_clh_unlock(lock, place))
LOOP(mutex, struct rl_mutex, NOTHING, rl_mutex_lock(lock), rl_mutex_unlock(lock))
LOOP(fair, struct rl_fair, NOTHING, rl_fair_lock(lock), rl_fair_unlock(lock))
LOOP(semaphore, struct rl_semaphore, NOTHING, rl_semaphore_wait(lock), rl_semaphore_post(lock))
LOOP(pthread_spin, pthread_spinlock_t, NOTHING, pthread_spin_lock(lock), pthread_spin_unlock(lock))
LOOP(pthread_mutex, pthread_mutex_t, NOTHING, pthread_mutex_lock(lock), pthread_mutex_unlock(lock))
LOOP(sem, sem_t, NOTHING, sem_wait(lock), sem_post(lock))
#ifdef RL_BENCH_CK
LOOP(ck_fas, ck_spinlock_fas_t, NOTHING, ck_spinlock_fas_lock(lock), ck_spinlock_fas_unlock(lock))
LOOP(ck_fas_eb, ck_spinlock_fas_t, NOTHING, ck_spinlock_fas_lock_eb(lock), ck_spinlock_fas_unlock(lock))
LOOP(ck_ticket, ck_spinlock_ticket_t, NOTHING, ck_spinlock_ticket_lock(lock), ck_spinlock_ticket_unlock(lock))
LOOP(ck_mcs, ck_spinlock_mcs_t, ck_spinlock_mcs_context_t node, ck_spinlock_mcs_lock(lock, &node),
     ck_spinlock_mcs_unlock(lock, &node))
#endif

static union {
    struct rl_tas tas;
    struct rl_ttas ttas;
    struct rl_ticket ticket;
    struct rl_mcs mcs;
    struct rl_clh clh;
    struct rl_mutex mutex;
    struct rl_fair fair;
    struct rl_semaphore semaphore;
    pthread_spinlock_t spin;
    pthread_mutex_t pthread_mutex;
    sem_t sem;
    _Alignas(64) char bytes[256];
} lock;

#define PREPARE(name, TYPE, field, initial)                                                                  \
    static void name##_prepare(unsigned threads)                                                             \
    {                                                                                                        \
        (void)threads;                                                                                       \
        lock.field = (TYPE)initial;                                                                          \
    }
PREPARE(tas, struct rl_tas, tas, RL_TAS_INIT)
PREPARE(ttas, struct rl_ttas, ttas, RL_TTAS_INIT)
PREPARE(ticket, struct rl_ticket, ticket, RL_TICKET_INIT)
PREPARE(mcs, struct rl_mcs, mcs, RL_MCS_INIT)
PREPARE(mutex, struct rl_mutex, mutex, RL_MUTEX_INIT)
PREPARE(fair, struct rl_fair, fair, RL_FAIR_INIT)
PREPARE(semaphore, struct rl_semaphore, semaphore, RL_SEMAPHORE_INIT(1))

static void clh_prepare(unsigned threads)
{
    (void)threads;
    static struct rl_clh_node nodes[BENCH_THREADS_MAX];
    lock.clh = (struct rl_clh)RL_CLH_INIT(lock.clh);
    for (unsigned i = 0; i < BENCH_THREADS_MAX; i++)
        places[i] = (struct rl_clh_place)RL_CLH_PLACE_INIT(&nodes[i]);
}

static void pthread_spin_prepare(unsigned threads)
{
    (void)threads;
    pthread_spin_init(&lock.spin, PTHREAD_PROCESS_PRIVATE);
}

static void pthread_mutex_prepare(unsigned threads)
{
    (void)threads;
    pthread_mutex_init(&lock.pthread_mutex, NULL);
}

static void sem_prepare(unsigned threads)
{
    (void)threads;
    sem_init(&lock.sem, 0, 1);
}

#ifdef RL_BENCH_CK
static void ck_fas_prepare(unsigned threads)
{
    (void)threads;
    ck_spinlock_fas_init((void *)&lock);
}

static void ck_ticket_prepare(unsigned threads)
{
    (void)threads;
    ck_spinlock_ticket_init((void *)&lock);
}

static void ck_mcs_prepare(unsigned threads)
{
    (void)threads;
    ck_spinlock_mcs_init((void *)&lock);
}
#endif

static const struct bench_row rows[] = {
    {"spin", "tas", true, sizeof(struct rl_tas), tas_prepare, tas_loop, tas_alone, 1, 0},
    {"spin", "ttas", true, sizeof(struct rl_ttas), ttas_prepare, ttas_loop, ttas_alone, 1, 0},
    {"spin", "pthread_spin", false, sizeof(pthread_spinlock_t), pthread_spin_prepare, pthread_spin_loop,
     pthread_spin_alone, 1, 0},
    {"spin-fifo", "ticket", true, sizeof(struct rl_ticket), ticket_prepare, ticket_loop, ticket_alone, 1, 0},
    {"spin-fifo", "mcs", true, sizeof(struct rl_mcs), mcs_prepare, mcs_loop, mcs_alone, 1, 0},
    {"spin-fifo", "clh", true, sizeof(struct rl_clh), clh_prepare, clh_loop, clh_alone, 1, 0},
    {"mutex", "mutex", true, sizeof(struct rl_mutex), mutex_prepare, mutex_loop, mutex_alone, 1, 0},
    {"mutex", "pthread_mutex", false, sizeof(pthread_mutex_t), pthread_mutex_prepare, pthread_mutex_loop,
     pthread_mutex_alone, 1, 0},
    {"mutex-fifo", "fair", true, sizeof(struct rl_fair), fair_prepare, fair_loop, fair_alone, 1, 0},
    {"semaphore", "semaphore", true, sizeof(struct rl_semaphore), semaphore_prepare, semaphore_loop,
     semaphore_alone, 1, 0},
    {"semaphore", "sem_t", false, sizeof(sem_t), sem_prepare, sem_loop, sem_alone, 1, 0},
#ifdef RL_BENCH_CK
    {"spin", "ck fas", false, sizeof(ck_spinlock_fas_t), ck_fas_prepare, ck_fas_loop, ck_fas_alone, 1, 0},
    {"spin", "ck fas back-off", false, sizeof(ck_spinlock_fas_t), ck_fas_prepare, ck_fas_eb_loop,
     ck_fas_eb_alone, 1, 0},
    {"spin-fifo", "ck ticket", false, sizeof(ck_spinlock_ticket_t), ck_ticket_prepare, ck_ticket_loop,
     ck_ticket_alone, 1, 0},
    {"spin-fifo", "ck mcs", false, sizeof(ck_spinlock_mcs_t), ck_mcs_prepare, ck_mcs_loop, ck_mcs_alone, 1,
     0},
#endif
};

void bench_locks(const struct bench_options *options, struct bench_results *results)
{
    static const unsigned sections[] = {0, 50, 500};
    static const unsigned reads[] = {0};
    bench_rows(options, rows, sizeof rows / sizeof *rows, &lock, sections, 3, reads, 1, results);
}
