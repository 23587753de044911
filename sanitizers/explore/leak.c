/* SPDX-License-Identifier: MIT */
/* Memory leaks, when the program ends with nobody else at work: blocks that no pointer in its data,
 * thread-local variables, live stacks, or in a block that is itself reachable leads to. */
#include "internal.h"

static struct rlx_block *blocks;
static uint32_t count;
static uint32_t stack[65536];
static uint32_t depth;

static void mark(uintptr_t value)
{
    if (value < RLX_HEAP || value >= RLX_STACKS)
        return;
    for (uint32_t i = 0; i < count; i++) {
        struct rlx_block *block = &blocks[i];
        if (block->freed || block->seen || value - block->addr > block->size)
            continue;
        block->seen = 1;
        if (depth < sizeof stack / sizeof stack[0])
            stack[depth++] = i;
    }
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
    blocks = rlx_heap_blocks(&count);
    uint32_t left = 0;
    for (uint32_t i = 0; i < count; i++)
        left += !blocks[i].freed;
    if (!left)
        return;
    struct rlx_thread *self = RLX->current;
    depth = 0;
    scan(RLX->data_start, RLX->data_end);
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
        struct rlx_block *block = &blocks[stack[--depth]];
        scan(block->addr, block->addr + block->size);
    }
    for (uint32_t i = 0; i < count; i++) {
        if (blocks[i].freed || blocks[i].seen)
            continue;
        struct rlx_found found = {
            .hazard = RLX_HAZARD_MEMORY_LEAK, .object = blocks[i].addr, .object_len = blocks[i].size};
        rlx_found_side(&found, blocks[i].alloc_thread, "allocated here", blocks[i].alloc_pc, 0, 0);
        rlx_found(&found);
    }
}
