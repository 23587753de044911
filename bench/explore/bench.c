/* SPDX-License-Identifier: MIT */
/* The explorer's benchmark: executions per second as a ratio to fresh native processes of the same program,
 * executions to `complete`, and curves over threads, steps and writable data. Prints tables; judges nothing.
 * An argument names one table: rates, completions, curves, memory, rare.
 */
#define _GNU_SOURCE
#include "sanitizers/observer.h"

#include <ftw.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static char root[4096];
static int directories;
static const struct rl_observer *explorer;
static const char *programs = BENCH_PROGRAMS; /* the folder of the benchmark's C files */
static const char *compiler = "clang";

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int run_child(char *const argv[])
{
    pid_t child;
    int status;
    if (posix_spawnp(&child, argv[0], NULL, NULL, argv, environ) != 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void source_path(char path[4200], const char *name)
{
    snprintf(path, 4200, "%s/%s.c", programs, name);
}

/* Fresh native processes per second. */
static double native_rate(const char *name)
{
    char source[4200], binary[4200];
    source_path(source, name);
    snprintf(binary, sizeof binary, "%s/native-%s", root, name);
    char *const build[] = {(char *)compiler, (char *)"-O1", (char *)"-pthread", source, (char *)"-o",
                           binary,           NULL};
    char *const run[] = {binary, NULL};
    if (run_child(build) != 0) {
        fprintf(stderr, "explore_bench: %s does not build natively\n", name);
        exit(4);
    }
    int runs = 500;
    double start = now();
    for (int i = 0; i < runs; i++)
        if (run_child(run) != 0)
            exit(4);
    return runs / (now() - start);
}

struct setting {
    const char *name;
    const char *strategy;
    const char *const *cflags;
    bool all_accesses;
    unsigned long budget, seed;
};

static void explore(const struct setting *setting, struct rl_observation *seen)
{
    char source[4200], work[4200];
    source_path(source, setting->name);
    snprintf(work, sizeof work, "%s/%d", root, directories++);
    mkdir(work, 0700);
    const char *sources[] = {source, NULL};
    struct rl_run_request request = {.sources = sources,
                                     .work_dir = work,
                                     .strategy = setting->strategy,
                                     .cflags = setting->cflags,
                                     .all_accesses = setting->all_accesses,
                                     .budget = setting->budget,
                                     .seed = setting->seed,
                                     .max_steps = 1000000,
                                     .wall_ms = 600000,
                                     .cpu_ms = 600000};
    memset(seen, 0, sizeof *seen);
    explorer->run(&request, seen);
    if (seen->status != RL_RUN_OK) {
        fprintf(stderr, "explore_bench: %s: %s: %s\n", setting->name, rl_run_status_name(seen->status),
                seen->reason);
        exit(4);
    }
}

static void rates(void)
{
    static const char *const names[] = {"race", "buffer", "philosophers"};
    printf("executions per second: random, all accesses, detection on\n");
    printf("%-14s %12s %12s %8s\n", "program", "native", "explored", "ratio");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct rl_observation seen;
        struct setting setting = {
            .name = names[i], .strategy = "random", .all_accesses = true, .budget = 300000};
        double native = native_rate(names[i]);
        explore(&setting, &seen);
        double explored = (double)seen.executions / seen.run_seconds;
        double native_after = native_rate(names[i]);
        native = (native + native_after) / 2;
        printf("%-14s %12.0f %12.0f %8.0f\n", names[i], native, explored, explored / native);
        rl_observation_free(&seen);
    }
}

static void completions(void)
{
    static const char *const small[] = {"-DCAPACITY=1", "-DITEMS=2", NULL};
    static const char *const ordered[] = {"-DORDERED", NULL};
    static const struct {
        const char *label;
        struct setting setting;
    } rows[] = {
        {"philosophers (3), opposite order", {.name = "philosophers", .cflags = ordered}},
        {"philosophers (3), circular", {.name = "philosophers"}},
        {"bounded buffer 2x2, capacity 1, 2 items", {.name = "buffer", .cflags = small}},
    };
    printf("\nexecutions to complete (dpor)\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rl_observation seen;
        struct setting setting = rows[i].setting;
        setting.strategy = "dpor";
        setting.budget = 5000000;
        explore(&setting, &seen);
        printf("%-42s %10lu %s %8.2f s\n", rows[i].label, seen.executions,
               seen.complete ? "complete" : "NOT complete", seen.run_seconds);
        rl_observation_free(&seen);
    }
}

static void curve_row(int threads, int steps, long data, unsigned long budget)
{
    char t[32], s[32], d[32];
    snprintf(t, sizeof t, "-DTHREADS=%d", threads);
    snprintf(s, sizeof s, "-DSTEPS=%d", steps);
    snprintf(d, sizeof d, "-DDATA=%ld", data);
    const char *cflags[] = {t, s, d, NULL};
    struct setting setting = {.name = "threads", .strategy = "random", .cflags = cflags, .budget = budget};
    struct rl_observation seen;
    explore(&setting, &seen);
    printf("%8d %8d %10ld %12.0f %14.1f\n", threads, steps, data, (double)seen.executions / seen.run_seconds,
           seen.run_seconds * 1e9 / (double)(seen.steps ? seen.steps : 1));
    rl_observation_free(&seen);
}

static void curves(void)
{
    printf("\ncurves: random strategy, synchronisation only\n%8s %8s %10s %12s %14s\n", "threads", "steps",
           "bytes", "executions/s", "ns per step");
    for (int threads = 2; threads <= 16; threads *= 2)
        curve_row(threads, 10, 1024, 20000);
    for (int steps = 10; steps <= 10000; steps *= 10)
        curve_row(2, steps, 1024, steps >= 1000 ? 200 : 20000);
    for (long data = 1024; data <= 64l << 20; data *= 16)
        curve_row(2, 10, data, 20000);
}

/* The explored process's peak memory after 10,000 and after 1,000,000 executions: flat, or it leaks. */
static void memory(void)
{
    printf("\npeak memory of the children so far (kB)\n");
    for (unsigned long budget = 10000; budget <= 1000000; budget *= 100) {
        struct setting setting = {
            .name = "buffer", .strategy = "random", .all_accesses = true, .budget = budget};
        struct rl_observation seen;
        struct rusage usage;
        explore(&setting, &seen);
        getrusage(RUSAGE_CHILDREN, &usage);
        printf("%10lu executions: %ld\n", seen.executions, usage.ru_maxrss);
        rl_observation_free(&seen);
    }
}

enum { SEEDS = 21, RARE_BUDGET = 20000 };

static int by_number(const void *a, const void *b)
{
    unsigned long x = *(const unsigned long *)a, y = *(const unsigned long *)b;
    return (x > y) - (x < y);
}

/* Executions until the bug shows first; one more than the budget where it did not. */
static unsigned long until_found(const char *name, const char *strategy, unsigned long seed)
{
    struct rl_observation seen;
    struct setting setting = {.name = name, .strategy = strategy, .budget = RARE_BUDGET, .seed = seed};
    unsigned long first = RARE_BUDGET + 1;
    explore(&setting, &seen);
    for (size_t i = 0; i < seen.findings_len; i++)
        if (seen.findings[i].first < first)
            first = seen.findings[i].first;
    rl_observation_free(&seen);
    return first;
}

static void rare(void)
{
    static const char *const names[] = {"rare/reorder",       "rare/order", "rare/windows",
                                        "rare/philosophers6", "rare/stack", "rare/waiter"};
    static const char *const strategies[] = {"random", "pct", "pos"};
    printf("\nexecutions until a rare bug shows: median of %d seeds (worst), at most %d\n%-20s", SEEDS,
           RARE_BUDGET, "program");
    for (size_t s = 0; s < 3; s++)
        printf(" %18s", strategies[s]);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        printf("\n%-20s", names[i] + 5);
        for (size_t s = 0; s < 3; s++) {
            unsigned long first[SEEDS];
            char cell[48];
            for (unsigned long seed = 0; seed < SEEDS; seed++)
                first[seed] = until_found(names[i], strategies[s], seed + 1);
            qsort(first, SEEDS, sizeof first[0], by_number);
            snprintf(cell, sizeof cell, "%lu (%s%lu)", first[SEEDS / 2],
                     first[SEEDS - 1] > RARE_BUDGET ? ">" : "",
                     first[SEEDS - 1] > RARE_BUDGET ? RARE_BUDGET : first[SEEDS - 1]);
            printf(" %18s", cell);
            fflush(stdout);
        }
    }
    printf("\n");
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } parts[] = {{"rates", rates},
                 {"completions", completions},
                 {"curves", curves},
                 {"memory", memory},
                 {"rare", rare}};
    explorer = rl_observer_find("explore");
    snprintf(root, sizeof root, "%s/racelab-bench-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    if (!explorer || !mkdtemp(root)) {
        fprintf(stderr, "explore_bench: no explorer, or no temporary folder\n");
        return 4;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (argc < 2 || strcmp(argv[1], parts[i].name) == 0)
            parts[i].run();
    nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return 0;
}
