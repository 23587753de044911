/* SPDX-License-Identifier: MIT */
/* The program's heap. A thread's k-th allocation has the same address in every interleaving, and nothing
 * freed is used again. */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include "internal.h"

/* One byte for each 8 of the heap: 0 not the program's, 1 to 8 so many bytes are, FREED. */
#define FREED   0xfd
#define REDZONE 16
static unsigned char *const map = (unsigned char *)RLX_HEAPMAP;
#define MAP_AT(addr) map[((addr)-RLX_HEAP) >> 3]

#define BLOCKS 65536u
static uint32_t counts[RLX_MAX_THREADS];
static uint64_t in_use;

/* The blocks that a thread has allocated in this execution, ascending. */
struct rlx_block *rlx_heap_blocks(int thread, uint32_t *number)
{
    *number = counts[thread];
    return (struct rlx_block *)RLX_BLOCKS + (uintptr_t)thread * BLOCKS;
}

void rlx_heap_init(void)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_NORESERVE;
    if (mmap((void *)RLX_HEAP, RLX_HEAP_EACH * RLX_MAX_THREADS, PROT_READ | PROT_WRITE, flags, -1, 0) !=
            (void *)RLX_HEAP ||
        mmap(map, RLX_HEAPMAP_TOP - RLX_HEAPMAP, PROT_READ | PROT_WRITE, flags, -1, 0) != map ||
        mmap((void *)RLX_SHADOW, RLX_SHADOW_TOP - RLX_SHADOW, PROT_READ | PROT_WRITE, flags, -1, 0) !=
            (void *)RLX_SHADOW ||
        mmap((void *)RLX_BLOCKS, sizeof(struct rlx_block) * BLOCKS * RLX_MAX_THREADS, PROT_READ | PROT_WRITE,
             flags, -1, 0) != (void *)RLX_BLOCKS)
        rlx_die("cannot reserve address space", "allow it (ulimit -v unlimited), then try again");
}

static uintptr_t start_of(int thread)
{
    return RLX_HEAP + (uintptr_t)thread * RLX_HEAP_EACH;
}

void rlx_heap_reset(void)
{
    for (int i = 0; i < RLX_MAX_THREADS; i++) {
        struct rlx_thread *thread = &RLX->thread[i];
        uintptr_t start = start_of(i);
        if ((uintptr_t)thread->heap_next > start) {
            uintptr_t used = (uintptr_t)thread->heap_next - start;
            memset(&MAP_AT(start), 0, used >> 3);
            if (used > 1 << 20) /* give big ones back */
                madvise((void *)start, used, MADV_DONTNEED);
        }
        thread->heap_next = (char *)start;
        counts[i] = 0;
        if (i >= (int)RLX->donors)
            break;
    }
    in_use = 0;
}

static void *take(size_t size, size_t align, uintptr_t pc)
{
    struct rlx_thread *self = RLX->current;
    if (!self)
        rlx_unsupported("malloc", "a static constructor allocates memory. Allocate it in main", pc);
    uintptr_t at = ((uintptr_t)self->heap_next + REDZONE + align - 1) & ~(align - 1);
    uintptr_t end = at + ((size + 7) & ~7UL);
    if (size > RLX_HEAP_EACH || end + REDZONE > start_of(self->id + 1) || in_use + size > RLX_HEAP_LIMIT ||
        counts[self->id] == BLOCKS)
        return 0;
    self->heap_next = (char *)end;
    in_use += size;
    self->writes++;
    memset(&MAP_AT(at), 8, size >> 3);
    if (size & 7)
        MAP_AT(end - 8) = size & 7;
    struct rlx_block block = {.addr = at, .size = size, .alloc_pc = pc, .alloc_thread = (uint8_t)self->id};
    uint32_t number;
    rlx_heap_blocks(self->id, &number)[counts[self->id]++] = block;
    return (void *)at;
}

static void *allocate(size_t size, size_t align, int fill, uintptr_t pc)
{
    void *block = take(size, align < 16 ? 16 : align, pc);
    if (!block) {
        rlx_incomplete(
            "an allocation failed because the explorer's heap was full; only that outcome of it was seen");
        errno = ENOMEM;
        return 0;
    }
    memset(block, fill, size);
    return block;
}

void *rlx_heap_alloc(size_t size, uintptr_t pc)
{
    return allocate(size, 16, 0xbe, pc);
}

/* The block that holds addr; else one with addr in its redzone; else NULL. */
struct rlx_block *rlx_heap_block(uintptr_t addr)
{
    if (addr < RLX_HEAP || addr >= start_of(RLX_MAX_THREADS))
        return 0;
    uint32_t number, low = 0;
    struct rlx_block *blocks = rlx_heap_blocks((int)((addr - RLX_HEAP) / RLX_HEAP_EACH), &number);
    uint32_t high = number;
    while (low < high) { /* the first that begins after addr */
        uint32_t middle = (low + high) / 2;
        if (blocks[middle].addr > addr)
            high = middle;
        else
            low = middle + 1;
    }
    if (low && addr - blocks[low - 1].addr < blocks[low - 1].size + (blocks[low - 1].size == 0))
        return &blocks[low - 1];
    if (low < number && blocks[low].addr - addr <= REDZONE &&
        (!low || addr - blocks[low - 1].addr - blocks[low - 1].size >= REDZONE / 2))
        return &blocks[low];
    return low && addr - blocks[low - 1].addr - blocks[low - 1].size < 4096 ? &blocks[low - 1] : 0;
}

static void bad(struct rlx_thread *self, uintptr_t addr, uintptr_t len, int write, uintptr_t pc)
{
    struct rlx_block *block = rlx_heap_block(addr);
    int freed = block && block->freed && addr - block->addr < block->size;
    struct rlx_found found = {.hazard = freed ? RLX_HAZARD_USE_AFTER_FREE : RLX_HAZARD_OUT_OF_BOUNDS,
                              .object = addr,
                              .object_len = len};
    rlx_found_side(&found, self->id, write ? "write" : "read", pc, 0, 1);
    if (freed)
        rlx_found_side(&found, block->free_thread, "free", block->free_pc, 0, 0);
    rlx_found(&found);
    rlx_fatal();
}

void rlx_heap_check(struct rlx_thread *self, uintptr_t addr, uintptr_t len, int write, uintptr_t pc)
{
    for (uintptr_t at = addr & ~7UL; at < addr + len; at += 8) {
        unsigned char state = MAP_AT(at);
        uintptr_t last = addr + len - at < 8 ? addr + len - at : 8;
        if (__builtin_expect(state > 8 || state < last, 0))
            bad(self, at < addr ? addr : at, len, write, pc);
    }
}

static void release(struct rlx_thread *self, uintptr_t addr, uintptr_t pc)
{
    struct rlx_block *block = addr >= RLX_HEAP && addr < RLX_STACKS ? rlx_heap_block(addr) : 0;
    if (!block || block->addr != addr) {
        rlx_found_object(RLX_HAZARD_MISUSE, "free-of-no-block",
                         "free was given a pointer that malloc did not return", pc, addr, 0);
        rlx_fatal();
    }
    if (block->freed) {
        struct rlx_found found = {
            .hazard = RLX_HAZARD_DOUBLE_FREE, .object = addr, .object_len = block->size};
        rlx_found_side(&found, self->id, "second free", pc, 0, 1);
        rlx_found_side(&found, block->free_thread, "first free", block->free_pc, 0, 0);
        rlx_found(&found);
        rlx_fatal();
    }
    rlx_shadow_freed(self, addr, block->size, pc);
    rlx_objects_freed(addr, block->size, pc);
    block->freed = 1;
    block->free_pc = pc;
    block->free_thread = (uint8_t)self->id;
    in_use -= block->size;
    memset(&MAP_AT(addr), FREED, (block->size + 7) >> 3);
    rlx_effect(addr, (uint32_t)block->size);
    self->writes++;
}

void rlx_heap_free(void *pointer, uintptr_t pc)
{
    if (!pointer)
        return;
    struct rlx_thread *self = RLX->current;
    if (!self)
        return;
    struct rlx_block *block = rlx_heap_block((uintptr_t)pointer);
    uint32_t size = block && block->size ? (uint32_t)block->size : 1;
    rlx_begin(RLX_OP_WRITE, pc);
    rlx_touch_at(self, (uintptr_t)pointer, size, RLX_W);
    if (rlx_objects_touch(self, (uintptr_t)pointer, size) || RLX->all_accesses)
        rlx_point(self);
    release(self, (uintptr_t)pointer, pc);
}

void *rlx_malloc(size_t size)
{
    return allocate(size, 16, 0xbe, RLX_CALLER);
}

void *rlx_calloc(size_t number, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(number, size, &total)) {
        errno = ENOMEM;
        return 0;
    }
    return allocate(total, 16, 0, RLX_CALLER);
}

void rlx_free(void *block)
{
    rlx_heap_free(block, RLX_CALLER);
}

void *rlx_realloc(void *old, size_t size)
{
    uintptr_t pc = RLX_CALLER;
    if (!old)
        return allocate(size, 16, 0xbe, pc);
    struct rlx_block *block = rlx_heap_block((uintptr_t)old);
    size_t keep = block && block->addr == (uintptr_t)old && !block->freed ? block->size : 0;
    void *new = allocate(size, 16, 0xbe, pc);
    if (!new)
        return 0;
    memcpy(new, old, keep < size ? keep : size);
    rlx_heap_free(old, pc);
    return new;
}

void *rlx_aligned_alloc(size_t align, size_t size)
{
    return allocate(size, align, 0xbe, RLX_CALLER);
}

int rlx_posix_memalign(void **out, size_t align, size_t size)
{
    uintptr_t pc = RLX_CALLER;
    if (align < sizeof(void *) || (align & (align - 1)))
        return EINVAL;
    void *block = allocate(size, align, 0xbe, pc);
    if (!block)
        return ENOMEM;
    rlx_write_quiet(out, sizeof *out, pc);
    *out = block;
    return 0;
}
