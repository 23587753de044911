/* SPDX-License-Identifier: MIT */
/* The program's writable data as it was before main: kept once, put back before each execution.
 *
 * Initialised data, and zeroed data up to 64 kB, is copied whole. Larger zeroed data is put back page by
 * page, where the hooks saw a write: megabytes of untouched arrays cost nothing. */
#include <string.h>
#include "internal.h"

extern char rlxdata_start[] __asm__("__start_rlxdata") __attribute__((weak));
extern char rlxdata_end[] __asm__("__stop_rlxdata") __attribute__((weak));
extern char rlxlibc_start[] __asm__("__start_rlxlibc");
extern char rlxlibc_end[] __asm__("__stop_rlxlibc");
extern char rlxbss_start[] __asm__("__start_rlxbss") __attribute__((weak));
extern char rlxbss_end[] __asm__("__stop_rlxbss") __attribute__((weak));
extern char __bss_start[];
extern char __data_start[] __attribute__((weak));

#define SMALL 65536UL
static char *data_copy, *libc_copy, *bss_copy;
static char **pages; /* of large zeroed data: what a constructor wrote into them, or 0 */

static int zero_page(const char *page, uintptr_t len)
{
    for (uintptr_t i = 0; i < len; i++)
        if (page[i])
            return 0;
    return 1;
}

/* The part of a page that belongs to the zeroed data. */
static uintptr_t bounds(uintptr_t index, uintptr_t *end)
{
    uintptr_t page = ((RLX->bss_start >> 12) + index) << 12;
    *end = page + 4096 < RLX->bss_end ? page + 4096 : RLX->bss_end;
    return page < RLX->bss_start ? RLX->bss_start : page;
}

static void keep_pages(void)
{
    uintptr_t number = (RLX->bss_end >> 12) - (RLX->bss_start >> 12) + 1;
    RLX->dirty = rlx_misc_alloc(number + 16);
    pages = rlx_misc_alloc(number * sizeof *pages);
    for (uintptr_t i = 0; i < number; i++) {
        uintptr_t end, start = bounds(i, &end);
        if (start >= end || zero_page((const char *)start, end - start))
            continue;
        pages[i] = rlx_misc_alloc(4096);
        memcpy(pages[i], (const char *)start, end - start);
    }
}

static char *keep(uintptr_t start, uintptr_t end)
{
    char *copy = rlx_misc_alloc(end - start + 1);
    memcpy(copy, (const char *)start, end - start);
    return copy;
}

void rlx_snapshot_take(void)
{
    RLX->data_start = (uintptr_t)rlxdata_start, RLX->data_end = (uintptr_t)rlxdata_end;
    RLX->bss_start = (uintptr_t)rlxbss_start, RLX->bss_end = (uintptr_t)rlxbss_end;
    RLX->libc_start = (uintptr_t)rlxlibc_start, RLX->libc_end = (uintptr_t)rlxlibc_end;
    data_copy = keep(RLX->data_start, RLX->data_end);
    libc_copy = keep(RLX->libc_start, RLX->libc_end);
    if (RLX->bss_end - RLX->bss_start <= SMALL)
        bss_copy = keep(RLX->bss_start, RLX->bss_end);
    else
        keep_pages();
}

/* Calls back for every part of the large zeroed data that was written to. */
void rlx_dirty_parts(void (*call)(uintptr_t start, uintptr_t end, uintptr_t index))
{
    uintptr_t number = (RLX->bss_end >> 12) - (RLX->bss_start >> 12) + 1;
    for (uintptr_t i = 0; i < number; i += 8) {
        uint64_t eight;
        memcpy(&eight, RLX->dirty + i, sizeof eight);
        if (!eight)
            continue;
        for (uintptr_t j = i; j < i + 8; j++)
            if (RLX->dirty[j]) {
                uintptr_t end, start = bounds(j, &end);
                call(start, end, j);
            }
    }
}

static void restore_page(uintptr_t start, uintptr_t end, uintptr_t index)
{
    RLX->dirty[index] = 0;
    if (pages[index])
        memcpy((char *)start, pages[index], end - start);
    else
        memset((char *)start, 0, end - start);
}

void rlx_snapshot_restore(void)
{
    memcpy((char *)RLX->data_start, data_copy, RLX->data_end - RLX->data_start);
    memcpy((char *)RLX->libc_start, libc_copy, RLX->libc_end - RLX->libc_start);
    if (bss_copy)
        memcpy((char *)RLX->bss_start, bss_copy, RLX->bss_end - RLX->bss_start);
    else
        rlx_dirty_parts(restore_page);
}

/* Below the runtime's range and not the program's data: may it be written without harm to the runtime? */
int rlx_readonly(uintptr_t addr)
{
    return addr < (uintptr_t)(__data_start ? __data_start : __bss_start);
}
