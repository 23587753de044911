/* SPDX-License-Identifier: MIT */
/* The whole state of the program as one number: to see that an execution has come back to where it was, and
 * to compare two runs of one schedule. */
#include <link.h>
#include <string.h>
#include "internal.h"

/* Where the shared libraries lie differs from process to process. A pointer into one (stderr, what strerror
 * gives) counts as its distance from there. */
#define LIBRARIES 16
static struct library {
    uintptr_t from, length;
} libraries[LIBRARIES];
static int library_count;
static uintptr_t libraries_from = UINTPTR_MAX, libraries_to;

static int add_library(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size, (void)unused;
    uintptr_t from = UINTPTR_MAX, to = 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        if (p->p_type != PT_LOAD)
            continue;
        uintptr_t start = info->dlpi_addr + p->p_vaddr;
        from = start < from ? start : from;
        to = start + p->p_memsz > to ? start + p->p_memsz : to;
    }
    if (!info->dlpi_addr || from >= to || library_count == LIBRARIES)
        return 0; /* the program itself lies where it was linked */
    libraries[library_count++] = (struct library){from, to - from};
    libraries_from = from < libraries_from ? from : libraries_from;
    libraries_to = to > libraries_to ? to : libraries_to;
    return 0;
}

void rlx_state_init(void)
{
    dl_iterate_phdr(add_library, 0);
}

static __attribute__((noinline)) uint64_t without_base(uint64_t word)
{
    for (int i = 0; i < library_count; i++)
        if (word - libraries[i].from < libraries[i].length)
            return rlx_mix((uint64_t)i, word - libraries[i].from);
    return word;
}

static inline uint64_t word_at(uintptr_t addr)
{
    uint64_t word;
    memcpy(&word, (const void *)addr, sizeof word);
    return __builtin_expect(word - libraries_from < libraries_to - libraries_from, 0) ? without_base(word)
                                                                                      : word;
}

/* Four words at a time, so that no multiplication waits for the one before. */
uint64_t rlx_hash_memory(uint64_t hash, uintptr_t from, uintptr_t to)
{
    uint64_t a = hash, b = hash + 1, c = hash + 2, d = hash + 3;
    if (from + 32 <= to) {
        for (; from + 32 <= to; from += 32) {
            a = rlx_mix(a, word_at(from));
            b = rlx_mix(b, word_at(from + 8));
            c = rlx_mix(c, word_at(from + 16));
            d = rlx_mix(d, word_at(from + 24));
        }
        hash = rlx_mix(rlx_mix(rlx_mix(a, b), c), d);
    }
    for (; from + 8 <= to; from += 8)
        hash = rlx_mix(hash, word_at(from));
    for (; from < to; from++)
        hash = rlx_mix(hash, *(const unsigned char *)from);
    return hash;
}

static uint64_t memory;

static void hash_part(uintptr_t from, uintptr_t to, uintptr_t index)
{
    memory = rlx_hash_memory(rlx_mix(memory, index), from, to);
}

/* Global variables and the heap. */
uint64_t rlx_hash_program(void)
{
    memory = rlx_hash_memory(1, RLX->data_start, RLX->data_end);
    memory = rlx_hash_memory(memory, RLX->libc_start, RLX->libc_end);
    if (RLX->dirty)
        rlx_dirty_parts(hash_part);
    else
        memory = rlx_hash_memory(memory, RLX->bss_start, RLX->bss_end);
    for (uint32_t t = 0; t < RLX->threads; t++) {
        uint32_t number;
        const struct rlx_block *block = rlx_heap_blocks((int)t, &number);
        for (uint32_t i = 0; i < number; i++, block++)
            memory = rlx_hash_memory(rlx_mix(memory, block->addr + block->freed), block->addr,
                                     block->freed ? 0 : block->addr + block->size);
    }
    return memory;
}

/* Its stack, from the lowest byte of a frame, variable-length arrays included, and its thread-local
 * variables. */
uint64_t rlx_hash_frames(uint64_t hash, const struct rlx_thread *thread)
{
    uintptr_t top = RLX_STACKS + ((uintptr_t)thread->id + 1) * RLX_STACK_EACH;
    uintptr_t low = thread->frames[thread->depth - 1].sp;
    if (thread->live < low && thread->live >= top - RLX_STACK_EACH)
        low = thread->live;
    hash = rlx_hash_memory(hash, low, top);
    return RLX->tls_offset ? rlx_hash_memory(hash, thread->fs - RLX->tls_offset, thread->fs) : hash;
}

static uint64_t hash_thread(const struct rlx_thread *thread)
{
    const struct rlx_op *op = &thread->op;
    uint64_t hash =
        rlx_mix((uint64_t)thread->id << 32 | thread->depth, (uint64_t)op->kind << 8 | thread->state);
    hash = rlx_mix(hash, op->pc);
    hash = rlx_mix(hash, op->object ? op->object->addr : op->touches ? op->on[0].addr : 0);
    hash = rlx_mix(hash, (uint64_t)thread->weak_granted << 32 | (uint64_t)thread->weak_used << 24 |
                             (uint64_t)thread->weak_failures << 16 | thread->held);
    if (thread->state != RLX_THREAD_LIVE)
        return hash;
    hash = rlx_mix(rlx_mix(hash, thread->random), (uint64_t)thread->saved_error);
    hash = rlx_mix(rlx_mix(hash, op->written_value), rlx_cancel_hash(thread) + rlx_keys_hash(thread));
    if (!thread->depth || thread->depth > RLX_FRAMES_EACH / sizeof(struct rlx_frame))
        return hash;
    return rlx_hash_frames(hash, thread);
}

static uint64_t hash_all(void)
{
    uint64_t hash = rlx_mix(rlx_hash_program(), rlx_objects_hash() + (uint64_t)RLX->spurious_used);
    for (uint32_t i = 0; i < RLX->threads; i++)
        hash = rlx_mix(hash, hash_thread(&RLX->thread[i]));
    return hash;
}

/* The states that were looked at in this execution, and the decision that each was before. */
#define SLOTS 4096u
static struct seen {
    uint64_t hash;
    uint32_t generation;
    uint32_t depth;
} * seen;

/* Called where a thread is as it was before. If all of the program is, going on would only repeat: this
 * execution ends, and at each decision of the circle everybody is tried, so that whoever can leave it does.
 */
void rlx_cycle_check(void)
{
    if ((RLX->mode != RLX_DPOR && RLX->mode != RLX_DFS) || RLX->newborn)
        return;
    if (!seen)
        seen = rlx_misc_alloc(sizeof *seen * SLOTS);
    uint64_t hash = hash_all();
    for (uint32_t i = (uint32_t)hash % SLOTS, tries = 0; tries < 64; tries++, i = (i + 1) % SLOTS) {
        struct seen *slot = &seen[i];
        if (slot->generation != RLX->generation) {
            slot->generation = RLX->generation;
            slot->hash = hash;
            slot->depth = RLX->depth;
            return;
        }
        if (slot->hash != hash)
            continue;
        if (RLX->depth < RLX->forced)
            return;
        if (RLX->mode == RLX_DPOR)
            for (uint32_t d = slot->depth; d < RLX->depth; d++)
                if (!RLX_NODE[d].alternatives)
                    RLX_NODE[d].backtrack |= RLX_NODE[d].enabled & ~RLX_NODE[d].sleep;
        rlx_circle_met(hash);
        rlx_end_execution(RLX_END_CYCLE);
    }
}
