/* SPDX-License-Identifier: MIT */
/* Misuse ends the program, with the primitive's name and what to do. */
#include "shim/rl_test.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "primitives/barrier.h"
#include "primitives/clh.h"
#include "primitives/condvar.h"
#include "primitives/epoch.h"
#include "primitives/fair.h"
#include "primitives/hazard.h"
#include "primitives/latch.h"
#include "primitives/mcs.h"
#include "primitives/mpmc.h"
#include "primitives/mutex.h"
#include "primitives/once.h"
#include "primitives/phasefair.h"
#include "primitives/rcumb.h"
#include "primitives/rcuqs.h"
#include "primitives/rdpref.h"
#include "primitives/semaphore.h"
#include "primitives/seqlock.h"
#include "primitives/spsc.h"
#include "primitives/tas.h"
#include "primitives/ticket.h"
#include "primitives/ttas.h"
#include "primitives/wrpref.h"

/* MISUSE(name, what must be said, statements): a case that must die with these words. */
#define MISUSE(name, words, ...)                                                                             \
    static void name##_body(void)                                                                            \
    {                                                                                                        \
        __VA_ARGS__                                                                                          \
    }                                                                                                        \
    static void name(void)                                                                                   \
    {                                                                                                        \
        RL_EXPECT_DEATH(name##_body, words);                                                                 \
    }                                                                                                        \
    struct rl_tas /* takes the semicolon */

MISUSE(tas_unlock, "tas: unlock of a free lock", struct rl_tas lock = RL_TAS_INIT; rl_tas_unlock(&lock););
MISUSE(ttas_unlock, "ttas: unlock of a free lock", struct rl_ttas lock = RL_TTAS_INIT;
       rl_ttas_unlock(&lock););
MISUSE(ticket_unlock, "ticket: unlock of a free lock", struct rl_ticket lock = RL_TICKET_INIT;
       rl_ticket_unlock(&lock););
MISUSE(mcs_unlock, "mcs: unlock of a free lock", struct rl_mcs lock = RL_MCS_INIT; struct rl_mcs_node node;
       rl_mcs_unlock(&lock, &node););
MISUSE(clh_unlock, "clh: unlock with a place that does not hold", struct rl_clh lock = RL_CLH_INIT(lock);
       struct rl_clh_node node = {RL_CLH_LEFT}; struct rl_clh_place place = RL_CLH_PLACE_INIT(&node);
       rl_clh_unlock(&lock, &place););
MISUSE(clh_relock, "clh: lock with a place that holds", struct rl_clh lock = RL_CLH_INIT(lock);
       struct rl_clh_node node = {RL_CLH_LEFT}; struct rl_clh_place place = RL_CLH_PLACE_INIT(&node);
       rl_clh_lock(&lock, &place); rl_clh_lock(&lock, &place););
MISUSE(mutex_unlock, "mutex: unlock of a free mutex", struct rl_mutex mutex = RL_MUTEX_INIT;
       rl_mutex_unlock(&mutex););
MISUSE(mutex_destroy, "mutex: destroy of a held mutex", struct rl_mutex mutex = RL_MUTEX_INIT;
       rl_mutex_lock(&mutex); rl_mutex_destroy(&mutex););
MISUSE(mutex_deadline, "mutex: a deadline with tv_nsec 1000000000", struct rl_mutex mutex = RL_MUTEX_INIT;
       struct timespec bad = {0, 1000000000}; rl_mutex_lock_until(&mutex, CLOCK_MONOTONIC, &bad););
MISUSE(mutex_deadline_negative, "mutex: a deadline with tv_nsec -1", struct rl_mutex mutex = RL_MUTEX_INIT;
       struct timespec bad = {0, -1}; rl_mutex_lock_until(&mutex, CLOCK_MONOTONIC, &bad););
MISUSE(mutex_clock, "mutex: a deadline of clock 2", struct rl_mutex mutex = RL_MUTEX_INIT;
       struct timespec good = {0, 0}; rl_mutex_lock_until(&mutex, CLOCK_PROCESS_CPUTIME_ID, &good););
MISUSE(fair_unlock, "fair: unlock of a free mutex", struct rl_fair mutex = RL_FAIR_INIT;
       rl_fair_unlock(&mutex););
MISUSE(fair_destroy, "fair: destroy of a held mutex", struct rl_fair mutex = RL_FAIR_INIT;
       rl_fair_lock(&mutex); rl_fair_destroy(&mutex););
MISUSE(semaphore_overflow, "semaphore: post beyond 1048575 permits",
       struct rl_semaphore semaphore = RL_SEMAPHORE_INIT(RL_SEMAPHORE_MAX);
       rl_semaphore_post(&semaphore););
MISUSE(semaphore_init, "semaphore: 1048576 permits. Give at most", struct rl_semaphore semaphore;
       rl_semaphore_init(&semaphore, RL_SEMAPHORE_MAX + 1););
MISUSE(semaphore_destroy, "semaphore: destroy while threads wait", struct rl_semaphore semaphore = {1};
       rl_semaphore_destroy(&semaphore););
MISUSE(semaphore_waiters, "semaphore: more than 4095 threads wait", struct rl_semaphore semaphore = {4095};
       rl_semaphore_wait(&semaphore););
MISUSE(semaphore_deadline, "semaphore: a deadline with tv_nsec",
       struct rl_semaphore semaphore = RL_SEMAPHORE_INIT(1);
       struct timespec bad = {0, -5}; rl_semaphore_wait_until(&semaphore, CLOCK_MONOTONIC, &bad););
MISUSE(condvar_unheld, "mutex: unlock of a free mutex", struct rl_condvar condvar = RL_CONDVAR_INIT;
       struct rl_mutex mutex = RL_MUTEX_INIT; rl_condvar_wait(&condvar, &mutex););
MISUSE(condvar_deadline, "condvar: a deadline with tv_nsec", struct rl_condvar condvar = RL_CONDVAR_INIT;
       struct rl_mutex mutex = RL_MUTEX_INIT; struct timespec bad = {0, 2000000000}; rl_mutex_lock(&mutex);
       rl_condvar_wait_until(&condvar, &mutex, CLOCK_MONOTONIC, &bad););
MISUSE(rdpref_read_unlock, "rdpref: read_unlock with no reader", struct rl_rdpref lock = RL_RDPREF_INIT;
       rl_rdpref_read_unlock(&lock););
MISUSE(rdpref_read_unlock_by_writer, "rdpref: read_unlock with no reader",
       struct rl_rdpref lock = RL_RDPREF_INIT;
       rl_rdpref_write_lock(&lock); rl_rdpref_read_unlock(&lock););
MISUSE(rdpref_write_unlock, "rdpref: write_unlock with no writer", struct rl_rdpref lock = RL_RDPREF_INIT;
       rl_rdpref_read_lock(&lock); rl_rdpref_write_unlock(&lock););
MISUSE(rdpref_destroy, "rdpref: destroy in use", struct rl_rdpref lock = RL_RDPREF_INIT;
       rl_rdpref_read_lock(&lock); rl_rdpref_destroy(&lock););
MISUSE(wrpref_read_unlock, "wrpref: read_unlock with no reader", struct rl_wrpref lock = RL_WRPREF_INIT;
       rl_wrpref_read_unlock(&lock););
MISUSE(wrpref_write_unlock, "wrpref: write_unlock with no writer", struct rl_wrpref lock = RL_WRPREF_INIT;
       rl_wrpref_read_lock(&lock); rl_wrpref_write_unlock(&lock););
MISUSE(wrpref_read_unlock_by_writer, "wrpref: read_unlock with no reader",
       struct rl_wrpref lock = RL_WRPREF_INIT;
       rl_wrpref_write_lock(&lock); rl_wrpref_read_unlock(&lock););
MISUSE(wrpref_writers, "wrpref: more than 4095 writers wait",
       struct rl_wrpref lock = {RL_WRPREF_WRITER | (RL_WRPREF_READER - RL_WRPREF_WAITING)};
       rl_wrpref_write_lock(&lock););
MISUSE(wrpref_destroy, "wrpref: destroy in use", struct rl_wrpref lock = RL_WRPREF_INIT;
       rl_wrpref_write_lock(&lock); rl_wrpref_destroy(&lock););
MISUSE(phasefair_read_unlock, "phasefair: read_unlock with no reader",
       struct rl_phasefair lock = RL_PHASEFAIR_INIT;
       rl_phasefair_read_unlock(&lock););
MISUSE(phasefair_write_unlock, "phasefair: write_unlock with no writer",
       struct rl_phasefair lock = RL_PHASEFAIR_INIT;
       rl_phasefair_write_unlock(&lock););
MISUSE(phasefair_destroy, "phasefair: destroy in use", struct rl_phasefair lock = RL_PHASEFAIR_INIT;
       rl_phasefair_read_lock(&lock); rl_phasefair_destroy(&lock););
MISUSE(seqlock_destroy, "mutex: destroy of a held mutex", struct rl_seqlock lock = RL_SEQLOCK_INIT;
       rl_mutex_lock(&lock.writers); rl_seqlock_destroy(&lock););
MISUSE(barrier_of_none, "barrier: 0 parties. Give 1 to", struct rl_barrier barrier;
       rl_barrier_init(&barrier, 0););
MISUSE(barrier_of_none_at_wait, "barrier: 0 parties", struct rl_barrier barrier = RL_BARRIER_INIT(0);
       rl_barrier_wait(&barrier););
MISUSE(barrier_of_too_many, "barrier: 65536 parties", struct rl_barrier barrier;
       rl_barrier_init(&barrier, 65536););
MISUSE(barrier_destroy, "barrier: destroy while a round is incomplete", struct rl_barrier barrier = {1, 2};
       rl_barrier_destroy(&barrier););
MISUSE(once_of_nothing, "once: no function", struct rl_once once = RL_ONCE_INIT;
       rl_once_run(&once, NULL, NULL););
MISUSE(latch_below_zero, "latch: counted down by 3 with 2 left", struct rl_latch latch = RL_LATCH_INIT(2);
       rl_latch_count_down(&latch, 3););
MISUSE(spsc_capacity, "spsc: a capacity of 3. Give a power of two", void *slots[3];
       struct rl_spsc queue = RL_SPSC_INIT(slots); rl_spsc_push(&queue, NULL););
MISUSE(mpmc_capacity, "mpmc: a capacity of 1. Give a power of two", struct rl_mpmc_cell cells[1];
       struct rl_mpmc queue; rl_mpmc_init(&queue, cells, 1););
MISUSE(hazard_slot, "hazard: slot 2. A thread has 2", struct rl_hazard domain = RL_HAZARD_INIT;
       struct rl_hazard_thread me; rl_hazard_join(&domain, &me); rl_hazard_clear(&me, 2););
MISUSE(hazard_leave, "hazard: leave while slot 1 protects", struct rl_hazard domain = RL_HAZARD_INIT;
       struct rl_hazard_thread me; int thing; _Atomic(void *) current = &thing; rl_hazard_join(&domain, &me);
       rl_hazard_protect(&me, 1, &current); rl_hazard_leave(&me););
MISUSE(epoch_enter, "epoch: enter inside of a section", struct rl_epoch domain = RL_EPOCH_INIT;
       struct rl_epoch_thread me; rl_epoch_join(&domain, &me); rl_epoch_enter(&me); rl_epoch_enter(&me););
MISUSE(epoch_exit, "epoch: exit outside of a section", struct rl_epoch domain = RL_EPOCH_INIT;
       struct rl_epoch_thread me; rl_epoch_join(&domain, &me); rl_epoch_exit(&me););
MISUSE(epoch_leave, "epoch: leave inside of a section", struct rl_epoch domain = RL_EPOCH_INIT;
       struct rl_epoch_thread me; rl_epoch_join(&domain, &me); rl_epoch_enter(&me); rl_epoch_leave(&me););
MISUSE(rcuqs_quiescent, "rcuqs: quiescent while offline", struct rl_rcuqs rcu = RL_RCUQS_INIT;
       struct rl_rcuqs_thread me; rl_rcuqs_join(&rcu, &me); rl_rcuqs_offline(&me); rl_rcuqs_quiescent(&me););
MISUSE(rcuqs_offline, "rcuqs: offline while offline", struct rl_rcuqs rcu = RL_RCUQS_INIT;
       struct rl_rcuqs_thread me; rl_rcuqs_join(&rcu, &me); rl_rcuqs_offline(&me); rl_rcuqs_offline(&me););
MISUSE(rcuqs_online, "rcuqs: online while online", struct rl_rcuqs rcu = RL_RCUQS_INIT;
       struct rl_rcuqs_thread me; rl_rcuqs_join(&rcu, &me); rl_rcuqs_online(&me););
MISUSE(rcumb_unlock, "rcumb: read_unlock outside of a section", struct rl_rcumb rcu = RL_RCUMB_INIT;
       struct rl_rcumb_thread me; rl_rcumb_join(&rcu, &me); rl_rcumb_read_unlock(&me););
MISUSE(rcumb_leave, "rcumb: leave inside of a section", struct rl_rcumb rcu = RL_RCUMB_INIT;
       struct rl_rcumb_thread me; rl_rcumb_join(&rcu, &me); rl_rcumb_read_lock(&me); rl_rcumb_leave(&me););

/* A second mutex while somebody waits with the first, and destroy while somebody waits: it takes a waiter. */
struct waited {
    struct rl_condvar condvar;
    struct rl_mutex mutex;
};

static void *wait_for_ever(void *argument)
{
    struct waited *waited = argument;
    rl_mutex_lock(&waited->mutex);
    rl_condvar_wait(&waited->condvar, &waited->mutex);
    return NULL;
}

static void start_waiting(struct waited *waited)
{
    static pthread_t thread;
    if (pthread_create(&thread, NULL, wait_for_ever, waited) != 0)
        exit(0);
    while (!atomic_load(&waited->condvar.first))
        sched_yield();
}

MISUSE(condvar_two_mutexes, "condvar: wait with a mutex while others wait with another",
       static struct waited waited;
       struct rl_mutex other = RL_MUTEX_INIT; start_waiting(&waited); rl_mutex_lock(&other);
       rl_condvar_wait(&waited.condvar, &other););
MISUSE(condvar_destroy, "condvar: destroy while threads wait", static struct waited waited;
       start_waiting(&waited); rl_condvar_destroy(&waited.condvar););

static const struct rl_case cases[] = {RL_CASE(tas_unlock),
                                       RL_CASE(ttas_unlock),
                                       RL_CASE(ticket_unlock),
                                       RL_CASE(mcs_unlock),
                                       RL_CASE(clh_unlock),
                                       RL_CASE(clh_relock),
                                       RL_CASE(mutex_unlock),
                                       RL_CASE(mutex_destroy),
                                       RL_CASE(mutex_deadline),
                                       RL_CASE(mutex_deadline_negative),
                                       RL_CASE(mutex_clock),
                                       RL_CASE(fair_unlock),
                                       RL_CASE(fair_destroy),
                                       RL_CASE(semaphore_overflow),
                                       RL_CASE(semaphore_init),
                                       RL_CASE(semaphore_destroy),
                                       RL_CASE(semaphore_waiters),
                                       RL_CASE(semaphore_deadline),
                                       RL_CASE(condvar_unheld),
                                       RL_CASE(condvar_deadline),
                                       RL_CASE(rdpref_read_unlock),
                                       RL_CASE(rdpref_read_unlock_by_writer),
                                       RL_CASE(rdpref_write_unlock),
                                       RL_CASE(rdpref_destroy),
                                       RL_CASE(wrpref_read_unlock),
                                       RL_CASE(wrpref_write_unlock),
                                       RL_CASE(wrpref_read_unlock_by_writer),
                                       RL_CASE(wrpref_writers),
                                       RL_CASE(wrpref_destroy),
                                       RL_CASE(phasefair_read_unlock),
                                       RL_CASE(phasefair_write_unlock),
                                       RL_CASE(phasefair_destroy),
                                       RL_CASE(seqlock_destroy),
                                       RL_CASE(barrier_of_none),
                                       RL_CASE(barrier_of_none_at_wait),
                                       RL_CASE(barrier_of_too_many),
                                       RL_CASE(barrier_destroy),
                                       RL_CASE(once_of_nothing),
                                       RL_CASE(latch_below_zero),
                                       RL_CASE(spsc_capacity),
                                       RL_CASE(mpmc_capacity),
                                       RL_CASE(hazard_slot),
                                       RL_CASE(hazard_leave),
                                       RL_CASE(epoch_enter),
                                       RL_CASE(epoch_exit),
                                       RL_CASE(epoch_leave),
                                       RL_CASE(rcuqs_quiescent),
                                       RL_CASE(rcuqs_offline),
                                       RL_CASE(rcuqs_online),
                                       RL_CASE(rcumb_unlock),
                                       RL_CASE(rcumb_leave),
                                       RL_CASE(condvar_two_mutexes),
                                       RL_CASE(condvar_destroy),
                                       RL_CASE_END};
RL_SUITE(misuse, cases);
