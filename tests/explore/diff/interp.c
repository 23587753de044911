/* SPDX-License-Identifier: MIT */
/* A small concurrent program given by its first argument, for the differential test of the explorer.
 *
 * argv[1] is one word a thread, separated by '/'; a word is a row of two- or three-letter operations, see
 * `run_op`. What each operation returned is recorded in the thread's own frame and printed as one outcome at
 * the end. The interpreter itself is not instrumented, so that only the operations are visible to the
 * explorer. */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "racelab/lab.h"

#define UNSEEN __attribute__((no_sanitize("thread")))

enum { OBJECTS = 3, THREADS = 4, RESULTS = 24 };

static pthread_mutex_t mutexes[OBJECTS] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
                                           PTHREAD_MUTEX_INITIALIZER};
static pthread_cond_t conds[OBJECTS] = {PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER,
                                        PTHREAD_COND_INITIALIZER};
static pthread_rwlock_t rwlocks[OBJECTS] = {PTHREAD_RWLOCK_INITIALIZER, PTHREAD_RWLOCK_INITIALIZER,
                                            PTHREAD_RWLOCK_INITIALIZER};
static pthread_barrier_t barriers[OBJECTS]; /* of two threads */
static pthread_once_t onces[OBJECTS] = {PTHREAD_ONCE_INIT, PTHREAD_ONCE_INIT, PTHREAD_ONCE_INIT};
static pthread_spinlock_t spins[OBJECTS];
static pthread_mutex_t robusts[OBJECTS];
static pthread_t threads[THREADS];
static sem_t sems[OBJECTS];
static sem_t start; /* where one cancels another: everybody has been created */
static int gated;
static _Atomic int atomics[OBJECTS];
static int plains[OBJECTS];

struct job {
    const char *word;
    char results[RESULTS];
    int count;
    int tried[OBJECTS];   /* this thread holds mutexes[i] by trylock */
    int rwtried[OBJECTS]; /* likewise rwlocks[i] */
    int robust[OBJECTS];  /* likewise robusts[i] */
};
static struct job jobs[THREADS];

/* The two plain accesses are the only instrumented ones. */
static int plain_load(int i)
{
    return plains[i];
}

static void plain_store(int i, int value)
{
    plains[i] = value;
}

/* Loops that wait: the explorer recognises them by the thread's state, so their frames are visible to it. */
static void wait_until_set(int i)
{
    while (atomic_load(&atomics[i]) == 0)
        ;
}

static int wait_and_tell(int i)
{
    int waited = 0;
    while (atomic_load(&atomics[i]) == 0)
        waited = 1;
    return waited;
}

static void wait_for_either(void)
{
    while (atomic_load(&atomics[0]) == 0 && atomic_load(&atomics[1]) == 0)
        ;
}

/* What it has read when it ends may never have been there at one time. */
static int wait_for_two(void)
{
    int first, second;
    do {
        first = atomic_load(&atomics[0]);
        second = atomic_load(&atomics[1]);
    } while (first == 0 && second == 0);
    return first * 4 + second;
}

static void wait_politely(int i)
{
    while (atomic_load(&atomics[i]) == 0)
        sched_yield();
}

static void test_and_set(int i)
{
    while (atomic_exchange_explicit(&atomics[i], 9, memory_order_acquire))
        ;
}

static void look_then_try(int i)
{
    for (;;) {
        while (atomic_load_explicit(&atomics[i], memory_order_relaxed))
            ;
        int free = 0;
        if (atomic_compare_exchange_strong_explicit(&atomics[i], &free, 9, memory_order_acquire,
                                                    memory_order_relaxed))
            return;
    }
}

static void let_in(int i)
{
    atomic_store_explicit(&atomics[i], 0, memory_order_release);
}

static void try_again(int i)
{
    while (pthread_mutex_trylock(&mutexes[i]))
        ;
}

static void try_down(int i)
{
    while (sem_trywait(&sems[i]))
        ;
}

static void back_off(int i)
{
    for (;;) {
        pthread_mutex_lock(&mutexes[i]);
        if (pthread_mutex_trylock(&mutexes[1 - i]) == 0)
            return;
        pthread_mutex_unlock(&mutexes[i]);
    }
}

static void back_off_trying(int i)
{
    while (pthread_mutex_trylock(&mutexes[i]) ||
           (pthread_mutex_trylock(&mutexes[1 - i]) != 0 && (pthread_mutex_unlock(&mutexes[i]), 1)))
        ;
}

static void hold_and_wait(int i)
{
    pthread_mutex_lock(&mutexes[i]);
    while (atomic_load(&atomics[i]) == 0)
        ;
    pthread_mutex_unlock(&mutexes[i]);
}

static void let_others_set(int i)
{
    for (;;) {
        pthread_mutex_lock(&mutexes[i]);
        if (atomic_load(&atomics[i]))
            break;
        pthread_mutex_unlock(&mutexes[i]);
    }
    pthread_mutex_unlock(&mutexes[i]);
}

UNSEEN static struct timespec soon(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_nsec += 20000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

UNSEEN static void record(struct job *job, int value)
{
    if (job->count < RESULTS - 1)
        job->results[job->count++] = (char)(value == ETIMEDOUT ? 't'
                                            : value == EAGAIN  ? 'a'
                                                               : '0' + (value & 15));
}

UNSEEN static int errno_of(int result)
{
    return result == 0 ? 0 : errno;
}

UNSEEN static int cas_from(int i, int expected, int desired)
{
    return atomic_compare_exchange_strong(&atomics[i], &expected, desired) ? 1 : 0;
}

UNSEEN static void mutex_op(struct job *job, char op, int i)
{
    switch (op) {
    case 'L':
        pthread_mutex_lock(&mutexes[i]);
        break;
    case 'U':
        pthread_mutex_unlock(&mutexes[i]);
        break;
    case 'T':
        job->tried[i] = pthread_mutex_trylock(&mutexes[i]) == 0;
        record(job, job->tried[i]);
        break;
    case 'V':
        if (job->tried[i])
            pthread_mutex_unlock(&mutexes[i]);
        job->tried[i] = 0;
        break;
    }
}

UNSEEN static void cond_op(struct job *job, char op, int i)
{
    struct timespec t = soon();
    switch (op) {
    case 'W':
        pthread_cond_wait(&conds[i], &mutexes[i]);
        break;
    case 'D':
        record(job, pthread_cond_timedwait(&conds[i], &mutexes[i], &t));
        break;
    case 'N': /* a whole section that waits until it is so */
        pthread_mutex_lock(&mutexes[i]);
        while (atomic_load(&atomics[i]) == 0)
            pthread_cond_wait(&conds[i], &mutexes[i]);
        pthread_mutex_unlock(&mutexes[i]);
        break;
    case 'G':
        pthread_cond_signal(&conds[i]);
        break;
    case 'B':
        pthread_cond_broadcast(&conds[i]);
        break;
    }
}

UNSEEN static void sem_op(struct job *job, char op, int i)
{
    struct timespec t = soon();
    switch (op) {
    case 'P':
        sem_post(&sems[i]);
        break;
    case 'Q':
        sem_wait(&sems[i]);
        break;
    case 'q':
        record(job, errno_of(sem_trywait(&sems[i])));
        break;
    case 'd':
        record(job, errno_of(sem_timedwait(&sems[i], &t)));
        break;
    }
}

UNSEEN static void rwlock_op(struct job *job, char op, int i)
{
    switch (op) {
    case 'r':
        pthread_rwlock_rdlock(&rwlocks[i]);
        break;
    case 'w':
        pthread_rwlock_wrlock(&rwlocks[i]);
        break;
    case 'u':
        pthread_rwlock_unlock(&rwlocks[i]);
        break;
    case 'x':
        job->rwtried[i] = pthread_rwlock_tryrdlock(&rwlocks[i]) == 0;
        record(job, job->rwtried[i]);
        break;
    case 'y':
        job->rwtried[i] = pthread_rwlock_trywrlock(&rwlocks[i]) == 0;
        record(job, job->rwtried[i]);
        break;
    case 'z':
        if (job->rwtried[i])
            pthread_rwlock_unlock(&rwlocks[i]);
        job->rwtried[i] = 0;
        break;
    }
}

UNSEEN static void memory_op(struct job *job, char op, int i)
{
    switch (op) {
    case 'l':
        record(job, atomic_load(&atomics[i]));
        break;
    case 's':
        atomic_store(&atomics[i], (int)(job - jobs) + 1);
        break;
    case 'f':
        record(job, atomic_fetch_add(&atomics[i], 1));
        break;
    case 'e':
        record(job, cas_from(i, 0, (int)(job - jobs) + 5));
        break;
    case 'k':
        record(job, plain_load(i));
        break;
    case 'S':
        plain_store(i, (int)(job - jobs) + 1);
        break;
    case 'Y':
        sched_yield();
        break;
    }
}

UNSEEN static void once_routine(void)
{
    atomic_fetch_add(&atomics[0], 1);
}

UNSEEN static void other_lock_op(struct job *job, char op, int i)
{
    int result;
    switch (op) {
    case 'b':
        record(job, pthread_barrier_wait(&barriers[i]) ? 1 : 0);
        break;
    case 'o':
        pthread_once(&onces[i], once_routine);
        break;
    case 'p':
        pthread_spin_lock(&spins[i]);
        break;
    case 'v':
        pthread_spin_unlock(&spins[i]);
        break;
    case 'R':
        result = pthread_mutex_lock(&robusts[i]);
        job->robust[i] = result == 0 || result == EOWNERDEAD;
        record(job, result);
        break;
    case 'K':
        record(job, pthread_mutex_consistent(&robusts[i]) ? 1 : 0);
        break;
    case 'M':
        if (job->robust[i])
            pthread_mutex_unlock(&robusts[i]);
        job->robust[i] = 0;
        break;
    }
}

UNSEEN static void let_go(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

UNSEEN static void cancel_op(struct job *job, char op, int i)
{
    switch (op) {
    case 'C':
        pthread_cancel(threads[i]);
        break;
    case 'c':
        pthread_testcancel();
        break;
    case 'X':
        pthread_exit(NULL);
    case 'H': /* a whole section with a wait in it, and a handler that lets go */
        pthread_mutex_lock(&mutexes[i]);
        pthread_cleanup_push(let_go, &mutexes[i]);
        pthread_cond_wait(&conds[i], &mutexes[i]);
        record(job, 9);
        pthread_cleanup_pop(1);
        break;
    }
}

UNSEEN static void spin_op(struct job *job, char op, int i)
{
    switch (op) {
    case 'A':
        wait_until_set(i);
        break;
    case 'a':
        record(job, wait_and_tell(i));
        break;
    case 'E':
        wait_for_either();
        break;
    case 'O':
        record(job, wait_for_two());
        break;
    case 'F':
        wait_politely(i);
        break;
    case 'g':
        test_and_set(i);
        break;
    case 'h':
        look_then_try(i);
        break;
    case 'i':
        let_in(i);
        break;
    case 'j':
        try_again(i);
        break;
    case 'm':
        try_down(i);
        break;
    case 'n':
        back_off(i);
        break;
    case 't':
        back_off_trying(i);
        break;
    case 'Z':
        hold_and_wait(i);
        break;
    case 'J':
        let_others_set(i);
        break;
    }
}

UNSEEN static void run_op(struct job *job, char op, int i)
{
    if (strchr("LUTV", op))
        mutex_op(job, op, i);
    else if (strchr("WDNGB", op))
        cond_op(job, op, i);
    else if (strchr("PQqd", op))
        sem_op(job, op, i);
    else if (strchr("rwuxyz", op))
        rwlock_op(job, op, i);
    else if (strchr("bopvRKM", op))
        other_lock_op(job, op, i);
    else if (strchr("CcXH", op))
        cancel_op(job, op, i);
    else if (strchr("AaEFOghijmntZJ", op))
        spin_op(job, op, i);
    else
        memory_op(job, op, i);
}

UNSEEN static void *worker(void *arg)
{
    struct job *job = arg;
    if (gated)
        while (sem_wait(&start)) {
        }
    for (const char *p = job->word; p[0] && p[0] != '/'; p += 2)
        run_op(job, p[0], p[1] - '0');
    return NULL;
}

UNSEEN int main(int argc, char **argv)
{
    int count = 0;
    if (argc != 2)
        return 2;
    pthread_mutexattr_t robust;
    pthread_mutexattr_init(&robust);
    pthread_mutexattr_setrobust(&robust, PTHREAD_MUTEX_ROBUST);
    for (int i = 0; i < OBJECTS; i++) {
        sem_init(&sems[i], 0, i == 0 ? 0 : 1);
        pthread_barrier_init(&barriers[i], NULL, 2);
        pthread_spin_init(&spins[i], PTHREAD_PROCESS_PRIVATE);
        pthread_mutex_init(&robusts[i], &robust);
    }
    sem_init(&start, 0, 0);
    gated = strchr(argv[1], 'C') != NULL;
    for (const char *p = argv[1]; p && *p && count < THREADS; p = strchr(p, '/')) {
        if (*p == '/')
            p++;
        jobs[count++].word = p;
    }
    for (int i = 0; i < count; i++)
        if (pthread_create(&threads[i], NULL, worker, &jobs[i]) != 0)
            return 2;
    for (int i = 0; gated && i < count; i++)
        sem_post(&start);
    for (int i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    lab_outcome("%s/%s/%s/%s %d%d%d", jobs[0].results, jobs[1].results, jobs[2].results, jobs[3].results,
                plains[0], plains[1], plains[2]);
    return 0;
}
