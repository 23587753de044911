/* SPDX-License-Identifier: MIT */
/* Readers and writers, 99:1 and 9:1, with a section of 50 ns. */
#define _GNU_SOURCE
#include "bench.h"

#include <pthread.h>

#include "primitives/phasefair.h"
#include "primitives/rdpref.h"
#include "primitives/seqlock.h"
#include "primitives/wrpref.h"

#ifdef RL_BENCH_CK
#include <ck_pflock.h>
#include <ck_rwlock.h>
#include <ck_sequence.h>
#endif

#define LOOP(name, TYPE, read, read_end, write, write_end)                                                   \
    static void name##_loop(struct bench_worker *worker)                                                     \
    {                                                                                                        \
        TYPE *lock = worker->run->object;                                                                    \
        while (bench_goes_on(worker)) {                                                                      \
            bool reads = bench_draw(worker) < worker->run->reads;                                            \
            uint64_t begin = bench_sample_begin(worker);                                                     \
            if (reads) {                                                                                     \
                read;                                                                                        \
                bench_sample_end(worker, begin);                                                             \
                bench_work(worker->run->section_ns);                                                         \
                read_end;                                                                                    \
            } else {                                                                                         \
                write;                                                                                       \
                bench_sample_end(worker, begin);                                                             \
                bench_work(worker->run->section_ns);                                                         \
                write_end;                                                                                   \
            }                                                                                                \
            worker->count++;                                                                                 \
            bench_work(BENCH_OUTSIDE_NS);                                                                    \
        }                                                                                                    \
    }

LOOP(rdpref, struct rl_rdpref, rl_rdpref_read_lock(lock), rl_rdpref_read_unlock(lock),
     rl_rdpref_write_lock(lock), rl_rdpref_write_unlock(lock))
LOOP(wrpref, struct rl_wrpref, rl_wrpref_read_lock(lock), rl_wrpref_read_unlock(lock),
     rl_wrpref_write_lock(lock), rl_wrpref_write_unlock(lock))
LOOP(phasefair, struct rl_phasefair, rl_phasefair_read_lock(lock), rl_phasefair_read_unlock(lock),
     rl_phasefair_write_lock(lock), rl_phasefair_write_unlock(lock))
LOOP(pthread, pthread_rwlock_t, pthread_rwlock_rdlock(lock), pthread_rwlock_unlock(lock),
     pthread_rwlock_wrlock(lock), pthread_rwlock_unlock(lock))
#ifdef RL_BENCH_CK
LOOP(ck_rwlock, ck_rwlock_t, ck_rwlock_read_lock(lock), ck_rwlock_read_unlock(lock),
     ck_rwlock_write_lock(lock), ck_rwlock_write_unlock(lock))
LOOP(ck_pflock, ck_pflock_t, ck_pflock_read_lock(lock), ck_pflock_read_unlock(lock),
     ck_pflock_write_lock(lock), ck_pflock_write_unlock(lock))
#endif

static union {
    struct rl_rdpref rdpref;
    struct rl_wrpref wrpref;
    struct rl_phasefair phasefair;
    pthread_rwlock_t rwlock;
    _Alignas(64) char bytes[256];
} lock;

static void rdpref_prepare(unsigned threads)
{
    (void)threads;
    lock.rdpref = (struct rl_rdpref)RL_RDPREF_INIT;
}

static void wrpref_prepare(unsigned threads)
{
    (void)threads;
    lock.wrpref = (struct rl_wrpref)RL_WRPREF_INIT;
}

static void phasefair_prepare(unsigned threads)
{
    (void)threads;
    lock.phasefair = (struct rl_phasefair)RL_PHASEFAIR_INIT;
}

static void pthread_prepare_as(int preference)
{
    pthread_rwlockattr_t attributes;
    pthread_rwlockattr_init(&attributes);
    pthread_rwlockattr_setkind_np(&attributes, preference);
    pthread_rwlock_init(&lock.rwlock, &attributes);
    pthread_rwlockattr_destroy(&attributes);
}

static void pthread_reader_prepare(unsigned threads)
{
    (void)threads;
    pthread_prepare_as(PTHREAD_RWLOCK_PREFER_READER_NP);
}

static void pthread_writer_prepare(unsigned threads)
{
    (void)threads;
    pthread_prepare_as(PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
}

#ifdef RL_BENCH_CK
static void ck_rwlock_prepare(unsigned threads)
{
    (void)threads;
    ck_rwlock_init((void *)&lock);
}

static void ck_pflock_prepare(unsigned threads)
{
    (void)threads;
    ck_pflock_init((void *)&lock);
}
#endif

/* The sequence locks: a reader copies two words, a writer replaces them. */
static struct {
    struct rl_seqlock ours;
    _Alignas(64) _Atomic uint64_t words[2];
#ifdef RL_BENCH_CK
    _Alignas(64) ck_sequence_t ck;
    pthread_mutex_t ck_writers;
    uint64_t ck_words[2];
#endif
} sequence;

static void seqlock_loop(struct bench_worker *worker)
{
    uint64_t copy[2] = {0, 0};
    while (bench_goes_on(worker)) {
        if (bench_draw(worker) < worker->run->reads)
            rl_seqlock_read(&sequence.ours, sequence.words, copy, 2);
        else
            rl_seqlock_write(&sequence.ours, sequence.words, copy, 2);
        worker->count++;
        bench_work(BENCH_OUTSIDE_NS);
    }
}

static void seqlock_prepare(unsigned threads)
{
    (void)threads;
    sequence.ours = (struct rl_seqlock)RL_SEQLOCK_INIT;
}

#ifdef RL_BENCH_CK
static void ck_sequence_loop(struct bench_worker *worker)
{
    uint64_t copy[2] = {0, 0};
    while (bench_goes_on(worker)) {
        if (bench_draw(worker) < worker->run->reads) {
            unsigned version;
            do {
                version = ck_sequence_read_begin(&sequence.ck);
                copy[0] = ck_pr_load_64(&sequence.ck_words[0]);
                copy[1] = ck_pr_load_64(&sequence.ck_words[1]);
            } while (ck_sequence_read_retry(&sequence.ck, version));
        } else {
            pthread_mutex_lock(&sequence.ck_writers);
            ck_sequence_write_begin(&sequence.ck);
            ck_pr_store_64(&sequence.ck_words[0], copy[0]);
            ck_pr_store_64(&sequence.ck_words[1], copy[1]);
            ck_sequence_write_end(&sequence.ck);
            pthread_mutex_unlock(&sequence.ck_writers);
        }
        worker->count++;
        bench_work(BENCH_OUTSIDE_NS);
    }
}

static void ck_sequence_prepare(unsigned threads)
{
    (void)threads;
    ck_sequence_init(&sequence.ck);
    pthread_mutex_init(&sequence.ck_writers, NULL);
}
#endif

static const struct bench_row rows[] = {
    {"rw-reader", "rdpref", true, sizeof(struct rl_rdpref), rdpref_prepare, rdpref_loop, NULL, 1, 0},
    {"rw-reader", "pthread_rwlock", false, sizeof(pthread_rwlock_t), pthread_reader_prepare, pthread_loop,
     NULL, 1, 0},
    {"rw-writer", "wrpref", true, sizeof(struct rl_wrpref), wrpref_prepare, wrpref_loop, NULL, 1, 0},
    {"rw-writer", "pthread_rwlock", false, sizeof(pthread_rwlock_t), pthread_writer_prepare, pthread_loop,
     NULL, 1, 0},
    {"rw-phase", "phasefair", true, sizeof(struct rl_phasefair), phasefair_prepare, phasefair_loop, NULL, 1,
     0},
#ifdef RL_BENCH_CK
    {"rw-writer", "ck rwlock", false, sizeof(ck_rwlock_t), ck_rwlock_prepare, ck_rwlock_loop, NULL, 1, 0},
    {"rw-phase", "ck pflock", false, sizeof(ck_pflock_t), ck_pflock_prepare, ck_pflock_loop, NULL, 1, 0},
#endif
};

/* Nothing but the copy is done inside. */
static const struct bench_row copies[] = {
    {"seqlock", "seqlock", true, sizeof(struct rl_seqlock), seqlock_prepare, seqlock_loop, NULL, 1, 0},
#ifdef RL_BENCH_CK
    {"seqlock", "ck sequence", false, sizeof(ck_sequence_t), ck_sequence_prepare, ck_sequence_loop, NULL, 1,
     0},
#endif
};

void bench_read_write(const struct bench_options *options, struct bench_results *results)
{
    static const unsigned sections[] = {50};
    static const unsigned none[] = {0};
    static const unsigned reads[] = {99, 90};
    bench_rows(options, rows, sizeof rows / sizeof *rows, &lock, sections, 1, reads, 2, results);
    bench_rows(options, copies, sizeof copies / sizeof *copies, NULL, none, 1, reads, 2, results);
}
