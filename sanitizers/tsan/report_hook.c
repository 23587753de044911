/* SPDX-License-Identifier: MIT */
/* Inside a program under ThreadSanitizer: each report becomes a line of evidence, as data. Compiled without
 * instrumentation; works with the runtimes of clang and gcc. */
#include "../evidence_line.h"

#include <stdint.h>

enum { FRAMES = 24, ITEMS = 8 };

int __tsan_get_report_data(void *report, const char **description, int *count, int *stack_count,
                           int *mop_count, int *loc_count, int *mutex_count, int *thread_count,
                           int *unique_tid_count, void **sleep_trace, unsigned long trace_size);
int __tsan_get_report_stack(void *report, unsigned long index, void **trace, unsigned long trace_size);
int __tsan_get_report_mop(void *report, unsigned long index, int *tid, void **address, int *size, int *write,
                          int *atomic, void **trace, unsigned long trace_size);
int __tsan_get_report_loc(void *report, unsigned long index, const char **type, void **address, void **start,
                          unsigned long *size, int *tid, int *fd, int *suppressable, void **trace,
                          unsigned long trace_size);
int __tsan_get_report_mutex(void *report, unsigned long index, uint64_t *mutex_id, void **address,
                            int *destroyed, void **trace, unsigned long trace_size);
int __tsan_get_report_thread(void *report, unsigned long index, int *tid, uint64_t *os_id, int *running,
                             const char **name, int *parent_tid, void **trace, unsigned long trace_size);
int __tsan_get_report_unique_tid(void *report, unsigned long index, int *tid);
void __tsan_on_report(void *report);

static int at_most(int count)
{
    return count < ITEMS ? count : ITEMS;
}

static void add_accesses(struct rl_line *line, void *report, int count)
{
    rl_line_open(line, "accesses", '[');
    for (int i = 0; i < at_most(count); i++) {
        int tid = 0, size = 0, write = 0, atomic = 0;
        void *address = 0, *trace[FRAMES] = {0};
        __tsan_get_report_mop(report, (unsigned long)i, &tid, &address, &size, &write, &atomic, trace,
                              FRAMES);
        rl_line_open(line, 0, '{');
        rl_line_number(line, "thread", tid);
        rl_line_address(line, "address", (uintptr_t)address);
        rl_line_number(line, "size", size);
        rl_line_number(line, "write", write);
        rl_line_number(line, "atomic", atomic);
        rl_line_stack(line, "stack", trace, FRAMES);
        rl_line_close(line, '}');
    }
    rl_line_close(line, ']');
}

static void add_locations(struct rl_line *line, void *report, int count)
{
    rl_line_open(line, "locations", '[');
    for (int i = 0; i < at_most(count); i++) {
        const char *type = "";
        void *address = 0, *start = 0, *trace[FRAMES] = {0};
        unsigned long size = 0;
        int tid = 0, fd = 0, suppressable = 0;
        __tsan_get_report_loc(report, (unsigned long)i, &type, &address, &start, &size, &tid, &fd,
                              &suppressable, trace, FRAMES);
        rl_line_open(line, 0, '{');
        rl_line_text(line, "type", type);
        rl_line_address(line, "start", (uintptr_t)start);
        rl_line_number(line, "size", (long)size);
        rl_line_number(line, "thread", tid);
        rl_line_stack(line, "stack", trace, FRAMES);
        rl_line_close(line, '}');
    }
    rl_line_close(line, ']');
}

static void add_mutexes(struct rl_line *line, void *report, int count)
{
    rl_line_open(line, "mutexes", '[');
    for (int i = 0; i < at_most(count); i++) {
        uint64_t id = 0;
        void *address = 0, *trace[FRAMES] = {0};
        int destroyed = 0;
        __tsan_get_report_mutex(report, (unsigned long)i, &id, &address, &destroyed, trace, FRAMES);
        rl_line_open(line, 0, '{');
        rl_line_address(line, "address", (uintptr_t)address);
        rl_line_stack(line, "stack", trace, FRAMES);
        rl_line_close(line, '}');
    }
    rl_line_close(line, ']');
}

static void add_threads(struct rl_line *line, void *report, int count)
{
    rl_line_open(line, "threads", '[');
    for (int i = 0; i < at_most(count); i++) {
        int tid = 0, running = 0, parent = 0;
        uint64_t os_id = 0;
        const char *name = 0;
        void *trace[FRAMES] = {0};
        __tsan_get_report_thread(report, (unsigned long)i, &tid, &os_id, &running, &name, &parent, trace,
                                 FRAMES);
        rl_line_open(line, 0, '{');
        rl_line_number(line, "thread", tid);
        rl_line_number(line, "running", running);
        rl_line_text(line, "name", name);
        rl_line_stack(line, "stack", trace, FRAMES);
        rl_line_close(line, '}');
    }
    rl_line_close(line, ']');
}

static void add_stacks(struct rl_line *line, void *report, int count)
{
    rl_line_open(line, "stacks", '[');
    for (int i = 0; i < at_most(count); i++) {
        void *trace[FRAMES] = {0};
        __tsan_get_report_stack(report, (unsigned long)i, trace, FRAMES);
        rl_line_stack(line, 0, trace, FRAMES);
    }
    rl_line_close(line, ']');
}

void __tsan_on_report(void *report)
{
    const char *description = "";
    int count = 0, stacks = 0, accesses = 0, locations = 0, mutexes = 0, threads = 0, tids = 0;
    void *sleep_trace[1];
    __tsan_get_report_data(report, &description, &count, &stacks, &accesses, &locations, &mutexes, &threads,
                           &tids, sleep_trace, 0);
    struct rl_line line;
    rl_line_begin(&line, "report");
    rl_line_text(&line, "type", description);
    add_accesses(&line, report, accesses);
    add_locations(&line, report, locations);
    add_mutexes(&line, report, mutexes);
    add_stacks(&line, report, stacks);
    add_threads(&line, report, threads);
    rl_line_write(&line);
}
