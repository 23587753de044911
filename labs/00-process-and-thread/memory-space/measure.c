/* SPDX-License-Identifier: MIT */
/* Who sees a write: the same write to a global, the heap, the stack and a thread-local, made by a child
 * process and by a thread. */
#define _GNU_SOURCE
#include <pthread.h>
#include <racelab/measure.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PLACES = 4, PAGES = 256 };
static const char *const names[PLACES] = {"global", "heap", "stack", "thread-local"};

static int global_value;
static int *heap_value;
static _Thread_local int local_value;

/* Where a worker found its four places, and how many instruction addresses it shares. */
struct view {
    void *where[PLACES];
    void *code;
    long faults; /* page faults while writing to PAGES pages that the parent had touched before */
};
static unsigned char *pages;

static long fault_count(int who)
{
    struct rusage usage;
    getrusage(who, &usage);
    return usage.ru_minflt;
}

/* Writes 1 to each place it calls global, heap, stack and thread-local, and to every page. */
static void write_all(struct view *view, int *stack_value, int who)
{
    view->where[0] = &global_value;
    view->where[1] = heap_value;
    view->where[2] = stack_value;
    view->where[3] = &local_value;
    view->code = (void *)(uintptr_t)write_all;
    global_value = 1;
    *heap_value = 1;
    *stack_value = 1;
    local_value = 1;
    long before = fault_count(who);
    for (int i = 0; i < PAGES; i++)
        pages[(size_t)i * 4096] = 1;
    view->faults = fault_count(who) - before;
}

static void clear_all(int *stack_value)
{
    global_value = *heap_value = *stack_value = local_value = 0;
    memset(pages, 0, PAGES * 4096); /* also makes every page the parent's own again */
}

static void read_all(const int *stack_value, int seen[PLACES])
{
    seen[0] = global_value;
    seen[1] = *heap_value;
    seen[2] = *stack_value;
    seen[3] = local_value;
}

static void *thread_main(void *arg)
{
    int stack_value = 0;
    write_all(arg, &stack_value, RUSAGE_THREAD);
    return NULL;
}

static void in_child(struct view *view, int *stack_value)
{
    pid_t child = fork();
    if (child == 0) {
        write_all(view, stack_value,
                  RUSAGE_SELF); /* `view` lies in shared memory: the only way back to the parent */
        _exit(0);
    }
    waitpid(child, NULL, 0);
}

static void report(const struct view *own, const struct view *child, const struct view *thread,
                   const int by_child[PLACES], const int by_thread[PLACES])
{
    measure_table(
        "Does the parent see what was written?",
        "place|by a child process|by a thread|same address in the child|same address in the thread");
    for (int i = 0; i < PLACES; i++) {
        measure_text("%s", names[i]);
        measure_text("%s", by_child[i] ? "yes" : "no");
        measure_text("%s", by_thread[i] ? "yes" : "no");
        measure_text("%s", child->where[i] == own->where[i] ? "yes" : "no");
        measure_text("%s", thread->where[i] == own->where[i] ? "yes" : "no");
    }
    measure_table("Page faults while writing to 256 pages that the parent had written before", "by|faults");
    measure_text("a child process");
    measure_number((double)child->faults, 0);
    measure_text("a thread");
    measure_number((double)thread->faults, 0);
    int child_sees = by_child[0] + by_child[1] + by_child[2] + by_child[3];
    measure_compare("memory",
                    child_sees == 0 ? "has its own globals, heap and stack: a write stays with the writer"
                                    : "shares memory with its parent",
                    by_thread[0] && by_thread[1] && !by_thread[2]
                        ? "shares globals and heap; has its own stack and thread-locals"
                        : "does not share its globals and heap",
                    "of 4 writes by the child the parent saw %d; of the thread's, global %s, heap %s, own "
                    "stack %s, own thread-local %s",
                    child_sees, by_thread[0] ? "yes" : "no", by_thread[1] ? "yes" : "no",
                    by_thread[2] ? "yes" : "no", by_thread[3] ? "yes" : "no");
    measure_compare(
        "addresses", "the same addresses, other memory: a pointer means nothing to the parent",
        "one address space: a pointer can be handed over",
        "is the child's global at the parent's address: %s; did the parent see what was written there: %s",
        child->where[0] == own->where[0] ? "yes" : "no", by_child[0] ? "yes" : "no");
    measure_compare("copy on write", "a page is copied when one of the two first writes to it",
                    "nothing is copied", "%ld faults on %d pages in the child, %ld in the thread",
                    child->faults, PAGES, thread->faults);
}

int main(int argc, char **argv)
{
    int stack_value = 0, by_child[PLACES], by_thread[PLACES];
    struct view own, thread;
    pthread_t worker;

    measure_start(argc, argv, "memory-space",
                  "Memory: what a child process has of its own, and what threads share");
    struct view *child = mmap(NULL, sizeof *child, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pages = mmap(NULL, PAGES * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    heap_value = malloc(sizeof *heap_value);
    if (child == MAP_FAILED || pages == MAP_FAILED || !heap_value) {
        perror("memory-space");
        return 4;
    }
    madvise(pages, PAGES * 4096, MADV_NOHUGEPAGE); /* so that a fault is a page */
    write_all(&own, &stack_value, RUSAGE_SELF);
    clear_all(&stack_value);
    in_child(child, &stack_value);
    read_all(&stack_value, by_child);
    clear_all(&stack_value);
    if (pthread_create(&worker, NULL, thread_main, &thread) != 0) {
        fprintf(stderr,
                "memory-space: no thread could be created; raise the limit of processes (ulimit -u)\n");
        return 4;
    }
    pthread_join(worker, NULL);
    read_all(&stack_value, by_thread);
    report(&own, child, &thread, by_child, by_thread);
    free(heap_value);
    return measure_finish();
}
