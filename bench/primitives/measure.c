/* SPDX-License-Identifier: MIT */
/* Time, calibrated work, and runs of several threads. */
#define _GNU_SOURCE
#include "bench.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/check.h"
#include "base/thread.h"

static double rounds_per_ns = 1;

uint64_t bench_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void work_rounds(unsigned rounds)
{
    for (unsigned i = 0; i < rounds; i++)
        __asm__ volatile("" ::: "memory");
}

void bench_work(unsigned ns)
{
    if (ns)
        work_rounds((unsigned)(ns * rounds_per_ns));
}

void bench_calibrate(void)
{
    enum { ROUNDS = 100000, TRIES = 300 }; /* short ones: some are not disturbed */
    uint64_t best = UINT64_MAX;
    for (int i = 0; i < TRIES; i++) {
        uint64_t begin = bench_now();
        work_rounds(ROUNDS);
        uint64_t took = bench_now() - begin;
        best = took < best ? took : best;
    }
    rounds_per_ns = (double)ROUNDS / (double)(best ? best : 1);
}

static double stamps_per_ns(void)
{
    static double known;
    if (known > 0)
        return known;
    uint64_t begin = bench_now();
    uint64_t stamp = bench_stamp();
    while (bench_now() - begin < 10000000)
        ;
    known = (double)(bench_stamp() - stamp) / (double)(bench_now() - begin);
    return known;
}

void bench_add(struct bench_results *results, const struct bench_result *result)
{
    results->items = realloc(results->items, (results->len + 1) * sizeof *results->items);
    RL_CHECK(results->items, "bench: no memory for %zu results. Measure less at a time.", results->len + 1);
    results->items[results->len++] = *result;
}

static void *run_worker(void *argument)
{
    struct bench_worker *worker = argument;
    worker->run->loop(worker);
    return NULL;
}

static int by_size(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void take_latencies(struct bench_worker *workers, unsigned threads, struct bench_result *result)
{
    static uint32_t all[BENCH_THREADS_MAX * BENCH_SAMPLES];
    size_t len = 0;
    for (unsigned i = 0; i < threads; i++) {
        unsigned have = workers[i].samples_len < BENCH_SAMPLES ? workers[i].samples_len : BENCH_SAMPLES;
        memcpy(all + len, workers[i].samples, have * sizeof *all);
        len += have;
    }
    if (len == 0)
        return;
    qsort(all, len, sizeof *all, by_size);
    double scale = stamps_per_ns();
    result->p50 = all[len / 2] / scale;
    result->p99 = all[len * 99 / 100] / scale;
    result->p999 = all[len * 999 / 1000] / scale;
}

static void run_once(const struct bench_options *options, struct bench_run *run, struct bench_worker *workers,
                     struct bench_result *result)
{
    struct rl_thread threads[BENCH_THREADS_MAX];
    struct timespec duration = {options->ms / 1000, (long)(options->ms % 1000) * 1000000};
    atomic_store(&run->stop, false);
    uint64_t begin = bench_now();
    for (unsigned i = 0; i < run->threads; i++) {
        memset(&workers[i], 0, sizeof workers[i]);
        workers[i].run = run;
        workers[i].number = i;
        workers[i].seed = i + 1;
        rl_thread_create(&threads[i], "bench", run_worker, &workers[i]);
    }
    nanosleep(&duration, NULL); /* it measures: nothing waits for it */
    atomic_store(&run->stop, true);
    uint64_t took = bench_now() - begin;
    uint64_t total = 0;
    uint64_t least = UINT64_MAX;
    uint64_t most = 1;
    for (unsigned i = 0; i < run->threads; i++) {
        rl_thread_join(&threads[i]);
        total += workers[i].count;
        least = workers[i].count < least ? workers[i].count : least;
        most = workers[i].count > most ? workers[i].count : most;
    }
    double ns = (double)took / (double)(total ? total : 1);
    if (result->ns > 0 && ns >= result->ns)
        return;
    result->ns = ns;
    result->fairness = (double)least / (double)most;
    take_latencies(workers, run->threads, result);
}

static void measure_row(const struct bench_options *options, const struct bench_row *row,
                        struct bench_run *run, struct bench_result *result)
{
    static struct bench_worker workers[BENCH_THREADS_MAX];
    if (options->progress && result->ns == 0)
        fprintf(stderr, "%-15s %-17s %u threads, %u ns, %u %% reads\n", row->group, row->name, run->threads,
                run->section_ns, run->reads);
    run->loop = row->loop;
    row->prepare(run->threads);
    run_once(options, run, workers, result);
}

static void one_circumstance(const struct bench_options *options, const struct bench_row *rows, size_t len,
                             struct bench_run *run, struct bench_results *results)
{
    size_t first = results->len;
    for (size_t i = 0; i < len; i++) {
        struct bench_result result = {.group = rows[i].group,
                                      .name = rows[i].name,
                                      .ours = rows[i].ours,
                                      .bytes = rows[i].bytes,
                                      .threads = run->threads,
                                      .section_ns = run->section_ns,
                                      .reads = run->reads};
        bench_add(results, &result);
    }
    for (unsigned repeat = 0; repeat < options->repeats; repeat++) {
        for (size_t i = 0; i < len; i++) {
            if (run->threads >= rows[i].threads_from &&
                (!rows[i].threads_to || run->threads <= rows[i].threads_to))
                measure_row(options, &rows[i], run, &results->items[first + i]);
        }
    }
    size_t kept = first;
    for (size_t i = first; i < results->len; i++) {
        if (results->items[i].ns > 0)
            results->items[kept++] = results->items[i];
    }
    results->len = kept;
}

void bench_rows(const struct bench_options *options, const struct bench_row *rows, size_t len, void *object,
                const unsigned *sections, size_t sections_len, const unsigned *reads, size_t reads_len,
                struct bench_results *results)
{
    for (size_t i = 0; i < len; i++) {
        struct bench_result alone = {
            .group = rows[i].group, .name = rows[i].name, .ours = rows[i].ours, .bytes = rows[i].bytes};
        if (!rows[i].alone)
            continue;
        rows[i].prepare(1);
        alone.ns = bench_alone(options, rows[i].alone, object);
        bench_add(results, &alone);
    }
    for (unsigned threads = 1; threads <= options->threads_max; threads *= 2) {
        for (size_t s = 0; s < sections_len; s++) {
            for (size_t r = 0; r < reads_len; r++) {
                struct bench_run run = {
                    .object = object, .threads = threads, .section_ns = sections[s], .reads = reads[r]};
                one_circumstance(options, rows, len, &run, results);
            }
        }
    }
}

double bench_alone(const struct bench_options *options, void (*body)(void *object, unsigned times),
                   void *object)
{
    enum { TIMES = 20000 };
    double best = 0;
    uint64_t until = bench_now() + (uint64_t)options->ms * options->repeats * 500000u;
    do {
        uint64_t begin = bench_now();
        body(object, TIMES);
        double ns = (double)(bench_now() - begin) / TIMES;
        best = best > 0 && best < ns ? best : ns;
    } while (bench_now() < until);
    return best;
}
