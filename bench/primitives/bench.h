/* SPDX-License-Identifier: MIT */
/* What the benchmarks of the primitives share: results, time, and a run of several threads over one loop. */
#ifndef RL_BENCH_H
#define RL_BENCH_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BENCH_THREADS_MAX = 8, BENCH_SAMPLES = 4096 };

/* One row of the report. */
struct bench_result {
    const char *group;     /* what is compared with each other: "spin", "mutex", … */
    const char *name;      /* "ttas", "pthread_mutex", "ck fas" … */
    bool ours;             /* of primitives/, or a peer */
    unsigned threads;      /* that took part */
    unsigned section_ns;   /* length of the critical section */
    unsigned reads;        /* per cent of the operations that only read; 0: not a readers-writer lock */
    double ns;             /* per operation, of all threads together */
    double fairness;       /* fewest operations of a thread by the most; 1: all alike. 0: not measured */
    double p50, p99, p999; /* ns from asking to having; 0: not measured */
    size_t bytes;          /* of the object; 0: not one object */
};

struct bench_results {
    struct bench_result *items;
    size_t len;
};

/* Copies the row. Ends the program if there is no memory. */
void bench_add(struct bench_results *results, const struct bench_result *result);

struct bench_options {
    unsigned ms;          /* of one measurement */
    unsigned repeats;     /* of which the best counts: what disturbs only makes slower */
    unsigned threads_max; /* 1, 2, 4, 8 up to this */
    bool progress;        /* names what is being measured on stderr */
};

/* ---- Time. */
uint64_t bench_now(void); /* nanoseconds, monotonic */

/* Computes for about `ns` nanoseconds, and touches no memory. bench_calibrate first. */
void bench_calibrate(void);
void bench_work(unsigned ns);

/* Time stamps for latencies: some 10 ns each. */
static inline uint64_t bench_stamp(void)
{
#if defined(__x86_64__)
    return __builtin_ia32_rdtsc();
#else
    return bench_now();
#endif
}

/* ---- A run: every thread repeats loop() until told to stop. */
struct bench_run;

struct bench_worker {
    struct bench_run *run;
    unsigned number;
    unsigned seed;
    uint64_t count;                  /* of operations done */
    uint32_t samples[BENCH_SAMPLES]; /* latencies in stamps */
    unsigned samples_len;
    _Alignas(64) char end_of_line;
};

struct bench_run {
    void *object;
    void (*loop)(struct bench_worker *worker);
    unsigned threads;
    unsigned section_ns;
    unsigned reads;
    atomic_bool stop;
};

static inline bool bench_goes_on(struct bench_worker *worker)
{
    return !atomic_load_explicit(&worker->run->stop, memory_order_relaxed);
}

/* Between two operations a thread does something else, for about as long as a short section. */
enum { BENCH_OUTSIDE_NS = 50 };

/* A latency every 16th operation: SAMPLE_BEGIN … SAMPLE_END around the asking. */
static inline uint64_t bench_sample_begin(const struct bench_worker *worker)
{
    return worker->count % 16 == 0 ? bench_stamp() : 0;
}

static inline void bench_sample_end(struct bench_worker *worker, uint64_t begin)
{
    if (begin)
        worker->samples[worker->samples_len++ % BENCH_SAMPLES] = (uint32_t)(bench_stamp() - begin);
}

/* A number below 100, other in every thread. */
static inline unsigned bench_draw(struct bench_worker *worker)
{
    worker->seed = worker->seed * 1664525u + 1013904223u;
    return (worker->seed >> 16) % 100;
}

/* Nanoseconds of one call of body(object, times) by the times it was told, the best of several. */
double bench_alone(const struct bench_options *options, void (*body)(void *object, unsigned times),
                   void *object);

/* ---- A table of rows, each measured under the same circumstances as the others. */
struct bench_row {
    const char *group;
    const char *name;
    bool ours;
    size_t bytes;
    void (*prepare)(unsigned threads);
    void (*loop)(struct bench_worker *worker);
    void (*alone)(void *object, unsigned times); /* one thread, nothing else; or NULL */
    unsigned threads_from;                       /* 0: 1 */
    unsigned threads_to;                         /* 0: as many as are asked for */
};

/* For each number of threads, section and share of reads all rows take turns, so that what disturbs
 * disturbs all alike; of each the best counts. */
void bench_rows(const struct bench_options *options, const struct bench_row *rows, size_t len, void *object,
                const unsigned *sections, size_t sections_len, const unsigned *reads, size_t reads_len,
                struct bench_results *results);

/* ---- The benchmarks, and their report. */
void bench_locks(const struct bench_options *options, struct bench_results *results);
void bench_read_write(const struct bench_options *options, struct bench_results *results);
void bench_waiting(const struct bench_options *options, struct bench_results *results);
void bench_queues(const struct bench_options *options, struct bench_results *results);
void bench_rcu(const struct bench_options *options, struct bench_results *results);

/* The best of the peers under the same circumstances; NULL: there is none. */
const struct bench_result *bench_best_peer(const struct bench_results *results,
                                           const struct bench_result *result);

/* Each answers whether it could be written. */
#include <stdio.h>
bool bench_write_text(FILE *file, const struct bench_results *results);
bool bench_write_markdown(FILE *file, const struct bench_results *results);
bool bench_write_json(FILE *file, const struct bench_results *results);
bool bench_write_svg(FILE *file, const struct bench_results *results);

/* "AMD EPYC, 2 CPUs, Linux 6.1, clang 14.0.6": one line, of static memory. */
const char *bench_machine(void);

#endif
