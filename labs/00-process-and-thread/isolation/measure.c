/* SPDX-License-Identifier: MIT */
/* What survives when a worker goes wrong: the same five faults in a child process and in a thread. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <racelab/measure.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* The worker shares this block's second half with nobody: the ledger lies right behind what it may write. */
struct office {
    char desk[64];   /* the worker's */
    char ledger[64]; /* the boss's */
};
static struct office *office;
static const char clean_ledger[] = "the boss's own figures";

static void segfault(void)
{
    int *volatile wild = NULL;
    *wild = 1;
}

static void overrun(void)
{
    volatile char *desk = office->desk;
    for (size_t i = 0; i < sizeof office->desk + 16; i++)
        desk[i] = 'x';
}

static void exhaust(void)
{
    struct rlimit limit = {64 << 20, 64 << 20};
    setrlimit(RLIMIT_AS, &limit); /* the whole process's limit: a thread's fault is its process's */
    for (int i = 0; i < 64; i++) {
        char *block = malloc(4 << 20);
        if (!block)
            abort();
        memset(block, 1, 4 << 20);
    }
}

static void leave(void)
{
    exit(3);
}

static const struct {
    const char *name;
    void (*happen)(void);
} faults[] = {{"SIGSEGV", segfault},
              {"abort()", abort},
              {"exit(3)", leave},
              {"write past its buffer", overrun},
              {"out of memory", exhaust}};
enum { FAULTS = sizeof faults / sizeof *faults };

static void *thread_main(void *fault)
{
    faults[*(int *)fault].happen();
    return NULL;
}

static void work_in_child(int fault)
{
    pid_t child = fork();
    if (child == 0) {
        faults[fault].happen();
        _exit(0);
    }
    waitpid(child, NULL, 0);
}

static void work_in_thread(int fault)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, thread_main, &fault) != 0)
        _exit(4);
    pthread_join(thread, NULL);
}

/* What became of a boss whose worker had this fault. */
struct fate {
    int alive;  /* it got past the worker's end */
    int intact; /* and its ledger was as before */
    int status; /* of wait, where it did not */
};

static void be_boss(int fault, int with_thread, int report)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    office = malloc(sizeof *office);
    if (!office)
        _exit(4);
    strcpy(office->ledger, clean_ledger);
    if (with_thread)
        work_in_thread(fault);
    else
        work_in_child(fault);
    char intact = strcmp(office->ledger, clean_ledger) == 0 ? 1 : 0;
    if (write(report, &intact, 1) != 1)
        _exit(4);
    _exit(0);
}

/* Every boss is a process of its own, so that this program lives to tell. */
static struct fate try_fault(int fault, int with_thread)
{
    struct fate fate = {0, 0, 0};
    char intact = 0;
    int report[2];
    if (pipe(report) != 0)
        exit(4);
    fflush(NULL);
    pid_t boss = fork();
    if (boss == 0) {
        close(report[0]);
        be_boss(fault, with_thread, report[1]);
    }
    close(report[1]);
    fate.alive = read(report[0], &intact, 1) == 1;
    fate.intact = fate.alive && intact;
    close(report[0]);
    waitpid(boss, &fate.status, 0);
    return fate;
}

static void describe(const struct fate *fate)
{
    if (fate->alive)
        measure_text("%s", fate->intact ? "lives, its data intact" : "lives, its data overwritten");
    else if (WIFSIGNALED(fate->status))
        measure_text("dies of %s", sigabbrev_np(WTERMSIG(fate->status)));
    else
        measure_text("ends with status %d", WEXITSTATUS(fate->status));
}

int main(int argc, char **argv)
{
    int child_survived = 0, thread_survived = 0, thread_damage = 0;

    measure_start(argc, argv, "isolation",
                  "Isolation: what is left of the parent when its worker goes wrong");
    measure_table("The parent, after its worker's fault",
                  "fault|worker is a child process|worker is a thread");
    for (int i = 0; i < FAULTS; i++) {
        struct fate child = try_fault(i, 0), thread = try_fault(i, 1);
        measure_text("%s", faults[i].name);
        describe(&child);
        describe(&thread);
        child_survived += child.intact;
        thread_survived += thread.intact;
        thread_damage += thread.alive && !thread.intact;
    }
    measure_compare("faults",
                    child_survived == FAULTS ? "a fault ends the child alone; the parent goes on"
                                             : "not every fault stayed in the child",
                    thread_survived == 0
                        ? "every fault takes the whole process down, or damages what all threads share"
                        : "some faults stayed in the thread",
                    "of %d faults the parent survived %d unharmed with a child process, %d with a thread; "
                    "shared data was overwritten %d time%s",
                    FAULTS, child_survived, thread_survived, thread_damage, thread_damage == 1 ? "" : "s");
    return measure_finish();
}
