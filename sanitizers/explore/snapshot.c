/* SPDX-License-Identifier: MIT */
/* The program's writable data as it was before main: kept once, put back before each execution. */
#include <string.h>
#include "internal.h"

extern char rlxdata_start[] __asm__("__start_rlxdata") __attribute__((weak));
extern char rlxdata_end[] __asm__("__stop_rlxdata") __attribute__((weak));
extern char rlxbss_start[] __asm__("__start_rlxbss") __attribute__((weak));
extern char rlxbss_end[] __asm__("__stop_rlxbss") __attribute__((weak));
extern char etext[];
extern char __bss_start[];
extern char __data_start[] __attribute__((weak));

#define SMALL 65536UL
static struct part {
    uintptr_t start, end;
    char *copy;   /* small: all of it */
    char **pages; /* large: the pages that were not zero */
} parts[2];

static int zero_page(const char *page, uintptr_t len)
{
    for (uintptr_t i = 0; i < len; i++)
        if (page[i])
            return 0;
    return 1;
}

static uintptr_t page_len(const struct part *part, uintptr_t page)
{
    return part->end - page < 4096 ? part->end - page : 4096;
}

static void keep_large(struct part *part)
{
    uintptr_t pages = (part->end - part->start + 4095) >> 12;
    part->pages = rlx_misc_alloc(pages * sizeof *part->pages);
    for (uintptr_t i = 0; i < pages; i++) {
        const char *page = (const char *)(part->start + (i << 12));
        uintptr_t len = page_len(part, (uintptr_t)page);
        if (zero_page(page, len))
            continue;
        part->pages[i] = rlx_misc_alloc(4096);
        memcpy(part->pages[i], page, len);
    }
}

void rlx_snapshot_take(void)
{
    parts[0].start = (uintptr_t)rlxdata_start, parts[0].end = (uintptr_t)rlxdata_end;
    parts[1].start = (uintptr_t)rlxbss_start, parts[1].end = (uintptr_t)rlxbss_end;
    RLX->data_start = RLX_BASE;
    uintptr_t total = 0;
    for (int i = 0; i < 2; i++) {
        if (parts[i].start == parts[i].end)
            continue;
        total += parts[i].end - parts[i].start;
        if (parts[i].start < RLX->data_start)
            RLX->data_start = parts[i].start;
        if (parts[i].end > RLX->data_end)
            RLX->data_end = parts[i].end;
    }
    if (!total)
        RLX->data_start = RLX->data_end = 0;
    for (int i = 0; i < 2; i++) {
        struct part *part = &parts[i];
        if (part->start == part->end)
            continue;
        if (part->end - part->start <= SMALL) {
            part->copy = rlx_misc_alloc(part->end - part->start);
            memcpy(part->copy, (void *)part->start, part->end - part->start);
        } else {
            if (!RLX->dirty)
                RLX->dirty = rlx_misc_alloc((RLX->data_end >> 12) - (RLX->data_start >> 12) + 16);
            keep_large(part);
        }
    }
}

static void restore_page(uintptr_t page)
{
    for (int i = 0; i < 2; i++) {
        struct part *part = &parts[i];
        if (!part->pages)
            continue;
        /* pages of a part are counted from its start, which need not be a page's */
        uintptr_t from = page < part->start ? part->start : page;
        uintptr_t to = page + 4096 < part->end ? page + 4096 : part->end;
        while (from < to) {
            uintptr_t index = (from - part->start) >> 12;
            uintptr_t base = part->start + (index << 12);
            uintptr_t stop = base + 4096 < to ? base + 4096 : to;
            if (part->pages[index])
                memcpy((void *)from, part->pages[index] + (from - base), stop - from);
            else
                memset((void *)from, 0, stop - from);
            from = stop;
        }
    }
}

void rlx_snapshot_restore(void)
{
    for (int i = 0; i < 2; i++)
        if (parts[i].copy)
            memcpy((void *)parts[i].start, parts[i].copy, parts[i].end - parts[i].start);
    if (!RLX->dirty)
        return;
    uintptr_t first = RLX->data_start >> 12;
    uintptr_t pages = (RLX->data_end >> 12) - first + 1;
    for (uintptr_t i = 0; i < pages; i++) {
        /* eight at a time where nothing was touched */
        if (!(i & 7) && i + 8 <= pages && !*(const uint64_t *)(const void *)(RLX->dirty + i)) {
            i += 7;
            continue;
        }
        if (RLX->dirty[i]) {
            RLX->dirty[i] = 0;
            restore_page((first + i) << 12);
        }
    }
}

/* Below the runtime's range and not the program's data: may it be written without harm to the runtime? */
int rlx_readonly(uintptr_t addr)
{
    return addr < (uintptr_t)(__data_start ? __data_start : __bss_start);
}
