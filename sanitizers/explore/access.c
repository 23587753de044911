/* SPDX-License-Identifier: MIT */
/* Plain accesses of the program: address check, scheduling point where asked for, race check. */
#include "internal.h"

/* A thread that reads and reads without a visible operation may be waiting for a plain variable. From here on
 * it is watched. */
#define QUIET_LIMIT 2000

/* One that has made so many accesses without a visible operation may wait all the same, and count how long:
 * from time to time others go first. */
#define TURN 20000

static __attribute__((noinline)) void wild(uintptr_t addr, uintptr_t len, uintptr_t pc)
{
    (void)len;
    rlx_found_object(RLX_HAZARD_CRASH, "wild-pointer",
                     "the pointer leads into memory that belongs to racelab, not to the program", pc, addr,
                     0);
    rlx_fatal();
}

static inline int in_data(uintptr_t addr)
{
    return addr - RLX->bss_start < RLX->bss_end - RLX->bss_start ||
           addr - RLX->data_start < RLX->data_end - RLX->data_start;
}

/* What libc's models keep for the program, the result of localtime for one. */
static int in_libc(uintptr_t addr)
{
    return addr - RLX->libc_start < RLX->libc_end - RLX->libc_start;
}

/* A thread's control block: the program's thread-local variables lie below it, libc's below those. */
static int in_tls(uintptr_t addr)
{
    uintptr_t id = (addr - RLX_DONORS) / RLX_DONOR_EACH;
    return id < RLX->donors && addr < RLX->thread[id].fs && addr >= RLX->thread[id].fs - RLX->tls_offset;
}

static int in_libc_tls(uintptr_t addr)
{
    uintptr_t id = (addr - RLX_DONORS) / RLX_DONOR_EACH;
    return id < RLX->donors && addr < RLX->thread[id].fs &&
           addr >= RLX->thread[id].fs - RLX->tls_offset - 4096;
}

/* 1: the program's own memory, to be watched. 0: of no interest (literals, libc). */
static inline int watched(uintptr_t addr, uintptr_t len, int write, uintptr_t pc)
{
    if (in_data(addr))
        return 1;
    if (addr >= RLX_HEAP && addr < RLX_DONORS)
        return 1;
    if (addr >= RLX_DONORS && addr < RLX_TRACKED) {
        if (in_tls(addr))
            return 1;
        if (write && !in_libc_tls(addr))
            wild(addr, len, pc);
        return 0;
    }
    if (in_libc(addr))
        return 1;
    if ((addr >= RLX_BASE && addr < RLX_TOP) || (addr >= RLX_SHADOW && addr < RLX_HEAPMAP_TOP) ||
        (write && addr >= 0x400000 && addr < RLX_BASE && !rlx_readonly(addr)))
        wild(addr, len, pc);
    return 0;
}

static inline int is_heap(uintptr_t addr)
{
    return addr >= RLX_HEAP && addr < RLX_STACKS;
}

/* A thread's own stack or thread-local block. While no thread has reached into another's, accesses to one's
 * own are nobody's business: no decision is taken there. */
static inline int own(const struct rlx_thread *self, uintptr_t addr)
{
    if (addr < RLX_DONORS)
        return addr >= RLX_STACKS && (addr - RLX_STACKS) / RLX_STACK_EACH == (uintptr_t)self->id;
    return (addr - RLX_DONORS) / RLX_DONOR_EACH == (uintptr_t)self->id;
}

void rlx_reach(struct rlx_thread *self, uintptr_t addr)
{
    if (addr < RLX_STACKS || addr >= RLX_TRACKED || RLX->stacks_visible || own(self, addr))
        return;
    RLX->stacks_shared = 1;
    if (!RLX->all_accesses || RLX->mode == RLX_REPLAY)
        return;
    RLX->stacks_visible = 1; /* decisions are counted differently from now on: begin anew */
    rlx_end_execution(RLX_END_RESTART);
}

static __attribute__((noinline)) void visible(struct rlx_thread *self, uintptr_t addr, uintptr_t len,
                                              int write, uintptr_t pc)
{
    if (!RLX->all_accesses && ++self->quiet < QUIET_LIMIT)
        return;
    if (!RLX->all_accesses && (write || !rlx_spin_repeats(self, pc))) {
        if (self->quiet < TURN)
            return; /* what it waits for can run, where a read of it becomes visible */
        RLX->turns++;
        RLX->others_first = 1;
        self->quiet = 0;
    }
    uint32_t quiet = self->quiet;
    rlx_begin(write ? RLX_OP_WRITE : RLX_OP_READ, pc);
    rlx_touch_at(self, addr, (uint32_t)len, write ? RLX_W : RLX_R);
    rlx_point(self);
    self->quiet = quiet;
}

static inline void plain(uintptr_t addr, uintptr_t len, int write, uintptr_t pc)
{
    struct rlx_thread *self = RLX->current;
    if (!self || !watched(addr, len, write, pc))
        return;
    self->access_pc = pc;
    if (addr >= RLX_STACKS) {
        rlx_stack_check(self, addr, write, pc);
        rlx_reach(self, addr);
    }
    if (RLX->stacks_visible || !own(self, addr))
        visible(self, addr, len, write, pc);
    if (is_heap(addr))
        rlx_heap_check(self, addr, len, write, pc);
    rlx_shadow_access(self, addr, len, write ? RLX_PLAIN_WRITE : RLX_PLAIN_READ, pc);
    if (write)
        rlx_mark_dirty(addr, len);
    /* Its own stack and thread-local variables are compared as a whole where a loop comes back: gcc's
     * atomic_load keeps its result there. */
    if (addr >= RLX_STACKS && !RLX->stacks_visible && own(self, addr) && !rlx_spin_shared(self, addr, len))
        return;
    if (write) {
        self->writes++;
        rlx_effect(addr, (uint32_t)len);
    } else {
        rlx_spin_read(self, addr, (uint32_t)len);
    }
}

void rlx_read_range(const void *addr, size_t size, uintptr_t pc)
{
    if (size)
        plain((uintptr_t)addr, size, 0, pc);
}

void rlx_write_range(const void *addr, size_t size, uintptr_t pc)
{
    if (size)
        plain((uintptr_t)addr, size, 1, pc);
}

static void quiet_access(uintptr_t addr, uintptr_t len, int write, uintptr_t pc)
{
    struct rlx_thread *self = RLX->current;
    if (!self || !watched(addr, len, write, pc))
        return;
    if (is_heap(addr))
        rlx_heap_check(self, addr, len, write, pc);
    rlx_shadow_access(self, addr, len, write ? RLX_PLAIN_WRITE : RLX_PLAIN_READ, pc);
    if (write) {
        rlx_mark_dirty(addr, len);
        self->writes++;
        rlx_effect(addr, (uint32_t)len);
    }
}

void rlx_write_quiet(const void *addr, size_t size, uintptr_t pc)
{
    quiet_access((uintptr_t)addr, size, 1, pc);
}

void rlx_read_quiet(const void *addr, size_t size, uintptr_t pc)
{
    quiet_access((uintptr_t)addr, size, 0, pc);
}

/* An atomic or synchronisation object is about to be used. */
void rlx_check_address(struct rlx_thread *self, uintptr_t addr, uintptr_t len, int write, uintptr_t pc)
{
    if (!watched(addr, len, write, pc))
        return;
    if (is_heap(addr))
        rlx_heap_check(self, addr, len, write, pc);
    else if (addr >= RLX_STACKS)
        rlx_stack_check(self, addr, write, pc);
}

/* The pages that the program may read. Outside of them a model would crash in the runtime's own code. */
void rlx_check_pointer(const void *pointer, uintptr_t pc)
{
    uintptr_t addr = (uintptr_t)pointer;
    struct rlx_thread *self = RLX->current;
    if (!self)
        return;
    if (watched(addr, 1, 0, pc)) {
        if (is_heap(addr))
            rlx_heap_check(self, addr, 1, 0, pc);
        return;
    }
    if (addr < 65536) {
        rlx_settle();
        self->op.pc = pc;
        rlx_found_object(RLX_HAZARD_CRASH, "null-pointer", 0, pc, addr, 0);
        rlx_fatal();
    }
}

int rlx_is_watched(uintptr_t addr)
{
    return in_data(addr) || in_libc(addr) || (addr >= RLX_HEAP && addr < RLX_TRACKED);
}

#define ACCESS(size)                                                                                         \
    void __tsan_read##size(void *addr)                                                                       \
    {                                                                                                        \
        plain((uintptr_t)addr, size, 0, RLX_CALLER);                                                         \
    }                                                                                                        \
    void __tsan_write##size(void *addr)                                                                      \
    {                                                                                                        \
        plain((uintptr_t)addr, size, 1, RLX_CALLER);                                                         \
    }                                                                                                        \
    void __tsan_unaligned_read##size(void *addr)                                                             \
    {                                                                                                        \
        plain((uintptr_t)addr, size, 0, RLX_CALLER);                                                         \
    }                                                                                                        \
    void __tsan_unaligned_write##size(void *addr)                                                            \
    {                                                                                                        \
        plain((uintptr_t)addr, size, 1, RLX_CALLER);                                                         \
    }                                                                                                        \
    void __tsan_volatile_read##size(void *addr)                                                              \
    {                                                                                                        \
        plain((uintptr_t)addr, size, 0, RLX_CALLER);                                                         \
    }                                                                                                        \
    void __tsan_volatile_write##size(void *addr)                                                             \
    {                                                                                                        \
        plain((uintptr_t)addr, size, 1, RLX_CALLER);                                                         \
    }                                                                                                        \
    void __tsan_unaligned_volatile_read##size(void *addr)                                                    \
    {                                                                                                        \
        plain((uintptr_t)addr, size, 0, RLX_CALLER);                                                         \
    }                                                                                                        \
    void __tsan_unaligned_volatile_write##size(void *addr)                                                   \
    {                                                                                                        \
        plain((uintptr_t)addr, size, 1, RLX_CALLER);                                                         \
    }                                                                                                        \
    void __tsan_read_write##size(void *addr)                                                                 \
    {                                                                                                        \
        plain((uintptr_t)addr, size, 0, RLX_CALLER);                                                         \
        plain((uintptr_t)addr, size, 1, RLX_CALLER);                                                         \
    }                                                                                                        \
    void __tsan_unaligned_read_write##size(void *addr)                                                       \
    {                                                                                                        \
        plain((uintptr_t)addr, size, 0, RLX_CALLER);                                                         \
        plain((uintptr_t)addr, size, 1, RLX_CALLER);                                                         \
    }
ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)

void __tsan_read_range(void *addr, unsigned long size)
{
    if (size)
        plain((uintptr_t)addr, size, 0, RLX_CALLER);
}

void __tsan_write_range(void *addr, unsigned long size)
{
    if (size)
        plain((uintptr_t)addr, size, 1, RLX_CALLER);
}

void __tsan_vptr_update(void **addr, void *value)
{
    (void)value;
    plain((uintptr_t)addr, sizeof *addr, 1, RLX_CALLER);
}

void __tsan_vptr_read(void **addr)
{
    plain((uintptr_t)addr, sizeof *addr, 0, RLX_CALLER);
}

void __tsan_func_entry(void *call_pc)
{
    struct rlx_thread *self = RLX->current;
    if (!self)
        return;
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    if (here < self->low)
        self->low = here;
    self->live = here + 16;
    if (self->depth < RLX_FRAMES_EACH / sizeof(struct rlx_frame)) {
        self->frames[self->depth].pc = (uintptr_t)call_pc;
        self->frames[self->depth].sp = here + 16;
        self->frames[self->depth].entry = (uintptr_t)__builtin_return_address(0);
    }
    self->depth++;
}

void __tsan_func_exit(void)
{
    struct rlx_thread *self = RLX->current;
    if (!self || !self->depth)
        return;
    if (self->reached_to > self->frames[self->depth - 1].sp && self->depth > 1)
        rlx_stack_leave(self, RLX_CALLER);
    if (--self->depth < self->shallowest)
        self->shallowest = self->depth;
}

void __tsan_init(void) {}
