/* SPDX-License-Identifier: MIT */
/* Inside a program under AddressSanitizer and UndefinedBehaviorSanitizer: each report becomes a line of
 * evidence, as data. Compiled without instrumentation; works with the runtimes of clang and gcc. */
#include "../evidence_line.h"

#include <stdint.h>
#include <unwind.h>

enum { FRAMES = 32 };

void *__asan_get_report_pc(void);
void *__asan_get_report_address(void);
int __asan_get_report_access_type(void);
size_t __asan_get_report_access_size(void);
const char *__asan_get_report_description(void);
const char *__asan_locate_address(void *address, char *name, size_t name_size, void **region,
                                  size_t *region_size);
size_t __asan_get_alloc_stack(void *address, void **trace, size_t size, int *thread);
size_t __asan_get_free_stack(void *address, void **trace, size_t size, int *thread);
void __ubsan_get_current_report_data(const char **kind, const char **message, const char **file,
                                     unsigned *line, unsigned *column, char **address);
void __asan_on_error(void);
void __ubsan_on_report(void);

struct walk {
    void *frames[FRAMES];
    size_t count;
};

static _Unwind_Reason_Code step(struct _Unwind_Context *context, void *argument)
{
    struct walk *walk = argument;
    int exact = 0;
    uintptr_t pc = _Unwind_GetIPInfo(context, &exact);
    if (pc)
        walk->frames[walk->count++] = (void *)(pc + (exact ? 1 : 0));
    return walk->count < FRAMES ? _URC_NO_REASON : _URC_END_OF_STACK;
}

static void add_walk(struct rl_line *line)
{
    struct walk walk = {.count = 0};
    _Unwind_Backtrace(step, &walk);
    rl_line_stack(line, "stack", walk.frames, walk.count);
}

static void add_history(struct rl_line *line, void *address)
{
    void *trace[FRAMES] = {0};
    int thread = -1;
    size_t count = __asan_get_alloc_stack(address, trace, FRAMES, &thread);
    rl_line_stack(line, "allocated", trace, count);
    rl_line_number(line, "allocated_by", count ? thread : -1);
    void *freed[FRAMES] = {0};
    count = __asan_get_free_stack(address, freed, FRAMES, &thread);
    rl_line_stack(line, "freed", freed, count);
    rl_line_number(line, "freed_by", count ? thread : -1);
}

static int begins_with(const char *string, const char *prefix)
{
    while (*prefix && *string == *prefix) {
        string++;
        prefix++;
    }
    return !*prefix;
}

static int is_heap_fault(const char *type)
{
    return begins_with(type, "heap-") || begins_with(type, "double-free");
}

void __asan_on_error(void)
{
    void *address = __asan_get_report_address();
    const char *type = __asan_get_report_description();
    char name[2] = "";
    void *region = 0;
    size_t region_size = 0;
    /* Only of the heap: asking for a global deadlocks the runtime, which holds its list of globals here. */
    int on_heap = is_heap_fault(type);
    if (on_heap)
        __asan_locate_address(address, name, sizeof name, &region, &region_size);
    struct rl_line line;
    rl_line_begin(&line, "asan");
    rl_line_text(&line, "type", type);
    rl_line_number(&line, "write", __asan_get_report_access_type());
    rl_line_number(&line, "size", (long)__asan_get_report_access_size());
    rl_line_address(&line, "address", (uintptr_t)address);
    rl_line_number(&line, "region_size", (long)region_size);
    add_walk(&line);
    if (on_heap)
        add_history(&line, address);
    rl_line_write(&line);
}

void __ubsan_on_report(void)
{
    const char *kind = "", *message = "", *file = "";
    unsigned number = 0, column = 0;
    char *address = 0;
    __ubsan_get_current_report_data(&kind, &message, &file, &number, &column, &address);
    struct rl_line line;
    rl_line_begin(&line, "ubsan");
    rl_line_text(&line, "type", kind);
    rl_line_text(&line, "message", message);
    rl_line_text(&line, "file", file);
    rl_line_number(&line, "line", (long)number);
    add_walk(&line);
    rl_line_write(&line);
}
