/* SPDX-License-Identifier: MIT */
/* What it costs to create and end a process and a thread, against the memory of the parent, and to switch
 * between two. */
#define _GNU_SOURCE
#include <pthread.h>
#include <racelab/measure.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static char clone_stack[65536] __attribute__((aligned(16)));
static char *const no_environment[] = {NULL};

static void fail(const char *what)
{
    fprintf(stderr, "creation-cost: %s failed; is there enough memory, and are processes left (ulimit -u)?\n",
            what);
    exit(4);
}

static void wait_for(pid_t child, const char *what)
{
    if (child < 0 || waitpid(child, NULL, __WALL) < 0)
        fail(what);
}

static void by_fork(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    wait_for(child, "fork");
}

/* Only what vfork allows happens in the child: it ends. */
static void by_vfork(void)
{
    pid_t child = vfork();
    if (child == 0)
        _exit(0);
    wait_for(child, "vfork");
}

static void by_spawn(void)
{
    pid_t child = -1;
    char *const arguments[] = {(char *)"true", NULL};
    if (posix_spawn(&child, "/bin/true", NULL, NULL, arguments, no_environment) != 0)
        fail("posix_spawn");
    wait_for(child, "posix_spawn");
}

static int end_at_once(void *unused)
{
    (void)unused;
    _exit(0);
}

/* A process that shares the parent's memory: what is between a process and a thread. */
static void by_clone(void)
{
    wait_for(clone(end_at_once, clone_stack + sizeof clone_stack, CLONE_VM | SIGCHLD, NULL), "clone");
}

static void *nothing(void *unused)
{
    return unused;
}

static void by_thread(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, nothing, NULL) != 0)
        fail("pthread_create");
    pthread_join(thread, NULL);
}

static const struct {
    const char *name;
    void (*create)(void);
} ways[] = {{"fork", by_fork},
            {"vfork", by_vfork},
            {"posix_spawn", by_spawn},
            {"clone", by_clone},
            {"pthread_create", by_thread}};
enum { WAYS = sizeof ways / sizeof *ways, THREAD = WAYS - 1 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median time of one creation and end, in microseconds. */
static double creation_time(void (*create)(void))
{
    double times[100];
    int count = measure_times(100);
    create();
    for (int i = 0; i < count; i++) {
        double start = measure_now();
        create();
        times[i] = (measure_now() - start) * 1e6;
    }
    qsort(times, (size_t)count, sizeof *times, ascending);
    return times[count / 2];
}

/* Two partners on one processor hand a byte to and fro through two pipes: each handing over is one switch. */
struct pair {
    int to[2], back[2];
    int rounds;
};

static void *answer(void *arg)
{
    struct pair *pair = arg;
    char byte;
    for (int i = 0; i < pair->rounds; i++)
        if (read(pair->to[0], &byte, 1) != 1 || write(pair->back[1], &byte, 1) != 1)
            fail("the pipe");
    return NULL;
}

static double ask(struct pair *pair)
{
    char byte = 0;
    double start = measure_now();
    for (int i = 0; i < pair->rounds; i++)
        if (write(pair->to[1], &byte, 1) != 1 || read(pair->back[0], &byte, 1) != 1)
            fail("the pipe");
    return (measure_now() - start) * 1e6 / pair->rounds / 2;
}

static double switch_time(int with_thread)
{
    struct pair pair = {.rounds = measure_times(5000)};
    pthread_t thread;
    pid_t child = -1;
    double time;
    if (pipe(pair.to) != 0 || pipe(pair.back) != 0)
        fail("pipe");
    if (with_thread) {
        if (pthread_create(&thread, NULL, answer, &pair) != 0)
            fail("pthread_create");
        time = ask(&pair);
        pthread_join(thread, NULL);
    } else {
        if ((child = fork()) == 0) {
            answer(&pair);
            _exit(0);
        }
        time = ask(&pair);
        wait_for(child, "fork");
    }
    for (int i = 0; i < 2; i++) {
        close(pair.to[i]);
        close(pair.back[i]);
    }
    return time;
}

/* Medians of both kinds, measured in turn, so that a busy moment of the machine hits both. */
static void median_switches(double medians[2])
{
    enum { TURNS = 9 };
    double times[2][TURNS];
    for (int turn = 0; turn < TURNS; turn++)
        for (int kind = 0; kind < 2; kind++)
            times[kind][turn] = switch_time(kind);
    for (int kind = 0; kind < 2; kind++) {
        qsort(times[kind], TURNS, sizeof(double), ascending);
        medians[kind] = times[kind][TURNS / 2];
    }
}

static void pin_to_one_processor(void)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one);
}

/* Times every way with so many MiB of written memory in the parent, and prints the row. */
static void measure_size(int mebibytes, double times[WAYS])
{
    size_t size = (size_t)mebibytes << 20;
    char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        fail("mmap");
    madvise(memory, size, MADV_NOHUGEPAGE);
    memset(memory, 1, size);
    measure_number(mebibytes, 0);
    for (int w = 0; w < WAYS; w++) {
        times[w] = creation_time(ways[w].create);
        measure_number(times[w], 1);
        measure_point(ways[w].name, mebibytes, times[w]);
    }
    munmap(memory, size);
}

int main(int argc, char **argv)
{
    static const int sizes[] = {1, 4, 16, 64, 256};
    enum { SIZES = sizeof sizes / sizeof *sizes };
    double times[SIZES][WAYS];

    measure_start(argc, argv, "creation-cost", "Cost: creating a process and a thread");
    measure_axes("written memory of the parent (MiB)", "create and wait for the end (microseconds)");
    measure_table("Microseconds to create it and wait for its end (median)",
                  "parent MiB|fork|vfork|posix_spawn|clone|pthread_create");
    for (int s = 0; s < SIZES; s++)
        measure_size(sizes[s], times[s]);
    measure_table("The same, as a multiple of pthread_create in the same run",
                  "parent MiB|fork|vfork|posix_spawn|clone");
    for (int s = 0; s < SIZES; s++) {
        measure_number(sizes[s], 0);
        for (int w = 0; w < THREAD; w++)
            measure_number(times[s][w] / times[s][THREAD], 1);
    }
    pin_to_one_processor();
    double switches[2];
    median_switches(switches);
    double by_process = switches[0], by_thread_switch = switches[1];
    measure_table("One switch to the partner on the same processor, through a pipe",
                  "partner|microseconds|ratio");
    measure_text("a process");
    measure_number(by_process, 2);
    measure_number(by_process / by_thread_switch, 2);
    measure_text("a thread");
    measure_number(by_thread_switch, 2);
    measure_number(1, 2);
    double small = times[0][0] / times[0][THREAD], large = times[SIZES - 1][0] / times[SIZES - 1][THREAD];
    measure_compare(
        "creation",
        small > 1 && large > small ? "costs more, and the more memory the parent has"
                                   : "did not cost more in this run",
        small > 1 ? "costs less, whatever the parent's memory" : "did not cost less in this run",
        "fork took %.1f times as long as pthread_create with 1 MiB in the parent, %.1f times with 256 MiB",
        small, large);
    measure_compare(
        "switching",
        by_process > by_thread_switch ? "costs more: another address space" : "cost no more in this run",
        by_process > by_thread_switch ? "costs less: the address space stays" : "cost no less in this run",
        "a switch between processes took %.2f times as long as one between threads",
        by_process / by_thread_switch);
    return measure_finish();
}
