/* SPDX-License-Identifier: MIT */
/* Counts ThreadSanitizer's reports and keeps the last as text. Never instrumented: the sanitizer calls it. */
#include "shim/sanitizer_reports.h"

#include <stdio.h>

int __tsan_get_report_data(void *report, const char **description, int *count, int *stack_count,
                           int *mop_count, int *loc_count, int *mutex_count, int *thread_count,
                           int *unique_tid_count, void **sleep_trace, unsigned long trace_size);
int __tsan_get_report_mop(void *report, unsigned long index, int *tid, void **addr, int *size, int *write,
                          int *atomic, void **trace, unsigned long trace_size);
void __sanitizer_symbolize_pc(void *pc, const char *format, char *out, size_t out_size);
void __tsan_on_report(void *report);
const char *__tsan_default_options(void);

static unsigned reports;
static char last[1024];

/* Called by whichever thread raced, one at a time: the sanitizer holds its report lock. */
void __tsan_on_report(void *report)
{
    const char *description = "";
    int count, stacks, accesses = 0, locations, mutexes, threads, ids;
    void *sleep_trace[1];
    __tsan_get_report_data(report, &description, &count, &stacks, &accesses, &locations, &mutexes, &threads,
                           &ids, sleep_trace, 1);
    int used = snprintf(last, sizeof last, "%s", description);
    for (int i = 0; i < accesses && used < (int)sizeof last; i++) {
        int tid, size = 0, write = 0, atomic = 0;
        void *address, *trace[2] = {NULL, NULL};
        char place[256] = "an unknown place";
        __tsan_get_report_mop(report, (unsigned long)i, &tid, &address, &size, &write, &atomic, trace, 2);
        if (trace[0])
            __sanitizer_symbolize_pc(trace[0], "%S in %f", place, sizeof place);
        used += snprintf(last + used, sizeof last - (size_t)used, "%s %s of %d bytes at %s", i ? "," : ":",
                         write ? "write" : "read", size, place);
    }
    __atomic_fetch_add(&reports, 1, __ATOMIC_RELEASE);
}

/* Without the first, a report or a thread left behind costs a second at exit. */
const char *__tsan_default_options(void)
{
    return "atexit_sleep_ms=0:history_size=7:second_deadlock_stack=1";
}

unsigned rl_sanitizer_reports(void)
{
    return __atomic_load_n(&reports, __ATOMIC_ACQUIRE);
}

const char *rl_sanitizer_last_report(void)
{
    return last;
}
