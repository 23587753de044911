/* SPDX-License-Identifier: MIT */
/* Memory leaks, when the program ends with nobody else at work: blocks that no pointer in its data,
 * thread-local variables, live stacks, or in a block that is itself reachable leads to. */
#include "internal.h"

static struct rlx_block *stack[65536];
static uint32_t depth;

static void mark(uintptr_t value)
{
    struct rlx_block *block = rlx_heap_block(value);
    if (!block || block->freed || block->seen || value - block->addr > block->size)
        return;
    block->seen = 1;
    if (depth < sizeof stack / sizeof stack[0])
        stack[depth++] = block;
}

/* Calls back for every block that has not been freed; how many there are. */
static uint32_t each(void (*call)(struct rlx_block *block))
{
    uint32_t left = 0;
    for (uint32_t t = 0; t < RLX->threads; t++) {
        uint32_t number;
        struct rlx_block *blocks = rlx_heap_blocks((int)t, &number);
        for (uint32_t i = 0; i < number; i++) {
            if (blocks[i].freed)
                continue;
            left++;
            if (call)
                call(&blocks[i]);
        }
    }
    return left;
}

static void report(struct rlx_block *block)
{
    if (block->seen)
        return;
    struct rlx_found found = {
        .hazard = RLX_HAZARD_MEMORY_LEAK, .object = block->addr, .object_len = block->size};
    rlx_found_side(&found, block->alloc_thread, "allocated here", block->alloc_pc, 0, 0);
    rlx_found(&found);
}

static void scan(uintptr_t from, uintptr_t to)
{
    for (uintptr_t p = (from + 7) & ~7UL; p + 8 <= to; p += 8)
        mark(*(const uintptr_t *)p);
}

static void scan_part(uintptr_t from, uintptr_t to, uintptr_t index)
{
    (void)index;
    scan(from, to);
}

void rlx_heap_leaks(void)
{
    if (!each(0))
        return;
    struct rlx_thread *self = RLX->current;
    depth = 0;
    scan(RLX->data_start, RLX->data_end);
    scan(RLX->libc_start, RLX->libc_end);
    if (RLX->dirty)
        rlx_dirty_parts(scan_part); /* what was never written to holds no pointer */
    else
        scan(RLX->bss_start, RLX->bss_end);
    for (uint32_t t = 0; t < RLX->threads; t++) {
        struct rlx_thread *thread = &RLX->thread[t];
        if (thread != self && thread->state == RLX_THREAD_DONE)
            continue;
        scan(thread->fs - RLX->tls_offset, thread->fs);
        uintptr_t sp = thread->depth && thread->depth < 4096 ? thread->frames[thread->depth - 1].sp : 0;
        if (sp)
            scan(sp, RLX_STACKS + (t + 1) * RLX_STACK_EACH);
    }
    while (depth) {
        struct rlx_block *block = stack[--depth];
        scan(block->addr, block->addr + block->size);
    }
    each(report);
}
