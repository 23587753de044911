/* SPDX-License-Identifier: MIT */
/* C11 atomics: each operation is visible, reads the newest value (sequential consistency), and gives
 * happens-before by its order only.
 *
 * Release sequences as in C11: a release store heads one; updates by anybody and stores by the same thread
 * continue it. */
#include <stdint.h>
#include <string.h>
#include "internal.h"

enum { RELAXED, CONSUME, ACQUIRE, RELEASE, ACQ_REL, SEQ_CST };

static int acquires(int order)
{
    return order == CONSUME || order == ACQUIRE || order == ACQ_REL || order == SEQ_CST;
}

static int releases(int order)
{
    return order == RELEASE || order == ACQ_REL || order == SEQ_CST;
}

static struct rlx_object *variable(uintptr_t addr)
{
    struct rlx_object *object = rlx_object_find(addr);
    return object ? object : rlx_object_make(addr, RLX_TYPE_ATOMIC);
}

static void after_read(struct rlx_thread *self, const struct rlx_object *object, int order)
{
    if (!object->clock)
        return;
    rlx_clock_join(acquires(order) ? &self->hb : &self->fence_acquire, object->clock);
}

static void keep_head(struct rlx_object *object, const struct rlx_clock *clock)
{
    if (!object->head)
        object->head = rlx_temp_alloc(sizeof *object->head);
    rlx_clock_copy(object->head, clock);
}

/* A store ends every release sequence that its own thread does not head. */
static void before_store(struct rlx_thread *self, struct rlx_object *object, int order)
{
    struct rlx_clock *clock = rlx_object_clock(object);
    if (releases(order)) {
        rlx_clock_copy(clock, &self->hb);
    } else {
        if (object->head_thread == self->id)
            rlx_clock_copy(clock, object->head);
        else
            clock->n = 0;
        rlx_clock_join(clock, &self->fence_release);
    }
    object->head_thread = (int8_t)self->id;
    keep_head(object, clock);
}

static void before_update(struct rlx_thread *self, struct rlx_object *object, int order)
{
    rlx_clock_join(rlx_object_clock(object), releases(order) ? &self->hb : &self->fence_release);
    if (object->head_thread == self->id)
        keep_head(object, object->clock);
}

/* value: what it is about to write, or its operand. */
static struct rlx_thread *start_with(uint64_t value, int kind, uintptr_t addr, uint32_t len, int how,
                                     int order, uintptr_t pc)
{
    struct rlx_thread *self = rlx_begin(kind, pc);
    self->op.written_value = value;
    self->op.order = (uint8_t)order;
    if (order != SEQ_CST)
        RLX->weak_atomics = 1;
    rlx_touch_at(self, addr, len, how);
    rlx_reach(self, addr);
    rlx_point(self);
    rlx_check_address(self, addr, len, how == RLX_W, pc);
    return self;
}

static struct rlx_thread *start(int kind, uintptr_t addr, uint32_t len, int how, int order, uintptr_t pc)
{
    return start_with(0, kind, addr, len, how, order, pc);
}

static void loaded(struct rlx_thread *self, uintptr_t addr, uint32_t len, int order, uintptr_t pc)
{
    if (rlx_is_watched(addr))
        rlx_shadow_access(self, addr, len, RLX_ATOMIC_READ, pc);
    after_read(self, variable(addr), order);
    rlx_spin_read(self, addr, len);
}

static void stores(struct rlx_thread *self, uintptr_t addr, uint32_t len, int order, uintptr_t pc)
{
    if (rlx_is_watched(addr)) {
        rlx_shadow_access(self, addr, len, RLX_ATOMIC_WRITE, pc);
        rlx_mark_dirty(addr, len);
    }
    before_store(self, variable(addr), order);
}

static void updates(struct rlx_thread *self, uintptr_t addr, uint32_t len, int order, uintptr_t pc)
{
    struct rlx_object *object = variable(addr);
    if (rlx_is_watched(addr)) {
        rlx_shadow_access(self, addr, len, RLX_ATOMIC_WRITE, pc);
        rlx_mark_dirty(addr, len);
    }
    after_read(self, object, order);
    before_update(self, object, order);
}

static void published(struct rlx_thread *self, uintptr_t addr, uint32_t len, int order, int changed)
{
    if (!changed && self->op.kind == RLX_OP_RMW) {
        rlx_spin_read(self, addr, len);
        if (!releases(order) && !self->fence_release.n)
            self->op.on[0].how = RLX_R; /* it neither changes nor publishes anything */
    }
    if (releases(order))
        self->hb.v[self->id]++;
    if (!changed)
        return; /* others see what they saw before */
    self->writes++;
    rlx_effect(addr, len);
}

/* A weak compare-and-swap may fail for no reason: tried a bounded number of times for each thread. */
static int fails_anyway(struct rlx_thread *self)
{
    if (self->weak_failures >= RLX->config.weak_failures)
        return 0;
    if (!rlx_choose(2))
        return 0;
    self->weak_failures++;
    self->writes++; /* the next time is not the same */
    return 1;
}

#define ADDR ((uintptr_t)addr)
#define PC   RLX_CALLER

#define UPDATE(bits, type, name, expression)                                                                 \
    type __tsan_atomic##bits##_##name(volatile type *addr, type value, int order)                            \
    {                                                                                                        \
        uintptr_t pc = PC;                                                                                   \
        if (!RLX->current) {                                                                                 \
            type old = *addr;                                                                                \
            *addr = (type)(expression);                                                                      \
            return old;                                                                                      \
        }                                                                                                    \
        struct rlx_thread *self =                                                                            \
            start_with((uint64_t)value, RLX_OP_RMW, ADDR, sizeof(type), RLX_W, order, pc);                   \
        updates(self, ADDR, sizeof(type), order, pc);                                                        \
        type old = *addr;                                                                                    \
        *addr = (type)(expression);                                                                          \
        self->op.read_value = (uint64_t)old;                                                                 \
        self->op.written_value = (uint64_t)*addr;                                                            \
        published(self, ADDR, sizeof(type), order, *addr != old);                                            \
        return old;                                                                                          \
    }

#define EXCHANGE(bits, type, name, weak)                                                                     \
    int __tsan_atomic##bits##_compare_exchange_##name(volatile type *addr, type *expected, type value,       \
                                                      int order, int failure)                                \
    {                                                                                                        \
        return compare_exchange_##bits(addr, expected, value, order, failure, weak, PC);                     \
    }

#define ATOMICS(bits, type)                                                                                  \
    type __tsan_atomic##bits##_load(const volatile type *addr, int order)                                    \
    {                                                                                                        \
        uintptr_t pc = PC;                                                                                   \
        if (!RLX->current)                                                                                   \
            return *addr;                                                                                    \
        struct rlx_thread *self = start(RLX_OP_LOAD, ADDR, sizeof(type), RLX_R, order, pc);                  \
        loaded(self, ADDR, sizeof(type), order, pc);                                                         \
        self->op.read_value = (uint64_t)*addr;                                                               \
        return *addr;                                                                                        \
    }                                                                                                        \
    void __tsan_atomic##bits##_store(volatile type *addr, type value, int order)                             \
    {                                                                                                        \
        uintptr_t pc = PC;                                                                                   \
        if (!RLX->current) {                                                                                 \
            *addr = value;                                                                                   \
            return;                                                                                          \
        }                                                                                                    \
        struct rlx_thread *self =                                                                            \
            start_with((uint64_t)value, RLX_OP_STORE, ADDR, sizeof(type), RLX_W, order, pc);                 \
        stores(self, ADDR, sizeof(type), order, pc);                                                         \
        int changed = *addr != value;                                                                        \
        *addr = value;                                                                                       \
        self->op.written_value = (uint64_t)value;                                                            \
        published(self, ADDR, sizeof(type), order, changed);                                                 \
    }                                                                                                        \
    UPDATE(bits, type, exchange, value)                                                                      \
    UPDATE(bits, type, fetch_add, old + value)                                                               \
    UPDATE(bits, type, fetch_sub, old - value)                                                               \
    UPDATE(bits, type, fetch_and, old &value)                                                                \
    UPDATE(bits, type, fetch_or, old | value)                                                                \
    UPDATE(bits, type, fetch_xor, old ^ value)                                                               \
    UPDATE(bits, type, fetch_nand, ~(old & value))                                                           \
    static int compare_exchange_##bits(volatile type *addr, type *expected, type value, int order,           \
                                       int failure, int weak, uintptr_t pc)                                  \
    {                                                                                                        \
        if (!RLX->current) {                                                                                 \
            int equal = *addr == *expected;                                                                  \
            if (equal)                                                                                       \
                *addr = value;                                                                               \
            else                                                                                             \
                *expected = *addr;                                                                           \
            return equal;                                                                                    \
        }                                                                                                    \
        struct rlx_thread *self =                                                                            \
            start_with((uint64_t)value, RLX_OP_CAS, ADDR, sizeof(type), RLX_W, order, pc);                   \
        type old = *addr;                                                                                    \
        self->op.read_value = (uint64_t)old;                                                                 \
        if (old == *expected && !(weak && fails_anyway(self))) {                                             \
            updates(self, ADDR, sizeof(type), order, pc);                                                    \
            *addr = value;                                                                                   \
            self->op.written_value = (uint64_t)value;                                                        \
            published(self, ADDR, sizeof(type), order, old != value);                                        \
            return 1;                                                                                        \
        }                                                                                                    \
        self->op.on[0].how = RLX_R;                                                                          \
        self->op.weak = 2; /* failed */                                                                      \
        loaded(self, ADDR, sizeof(type), failure, pc);                                                       \
        rlx_write_quiet(expected, sizeof(type), pc);                                                         \
        *expected = old;                                                                                     \
        return 0;                                                                                            \
    }                                                                                                        \
    EXCHANGE(bits, type, strong, 0)                                                                          \
    EXCHANGE(bits, type, weak, 1)                                                                            \
    type __tsan_atomic##bits##_compare_exchange_val(volatile type *addr, type expected, type value,          \
                                                    int order, int failure)                                  \
    {                                                                                                        \
        compare_exchange_##bits(addr, &expected, value, order, failure, 0, PC);                              \
        return expected;                                                                                     \
    }

ATOMICS(8, uint8_t)
ATOMICS(16, uint16_t)
ATOMICS(32, uint32_t)
ATOMICS(64, uint64_t)
__extension__ typedef unsigned __int128 wide;
ATOMICS(128, wide)

void __tsan_atomic_thread_fence(int order)
{
    struct rlx_thread *self = RLX->current;
    if (!self)
        return;
    if (acquires(order))
        rlx_clock_join(&self->hb, &self->fence_acquire);
    if (releases(order)) {
        rlx_clock_copy(&self->fence_release, &self->hb);
        self->hb.v[self->id]++;
    }
}

void __tsan_atomic_signal_fence(int order)
{
    (void)order;
}

/* What clang calls for objects of more than 8 bytes: any size, by the value's bytes. */
void rlx___atomic_load(size_t size, const void *addr, void *out, int order)
{
    uintptr_t pc = PC;
    struct rlx_thread *self = start(RLX_OP_LOAD, ADDR, (uint32_t)size, RLX_R, order, pc);
    loaded(self, ADDR, (uint32_t)size, order, pc);
    rlx_write_quiet(out, size, pc);
    memcpy(out, addr, size);
}

void rlx___atomic_store(size_t size, void *addr, const void *value, int order)
{
    uintptr_t pc = PC;
    struct rlx_thread *self = start(RLX_OP_STORE, ADDR, (uint32_t)size, RLX_W, order, pc);
    rlx_read_quiet(value, size, pc);
    stores(self, ADDR, (uint32_t)size, order, pc);
    int changed = memcmp(addr, value, size) != 0;
    memcpy(addr, value, size);
    published(self, ADDR, (uint32_t)size, order, changed);
}

void rlx___atomic_exchange(size_t size, void *addr, const void *value, void *out, int order)
{
    uintptr_t pc = PC;
    struct rlx_thread *self = start(RLX_OP_RMW, ADDR, (uint32_t)size, RLX_W, order, pc);
    rlx_read_quiet(value, size, pc);
    updates(self, ADDR, (uint32_t)size, order, pc);
    int changed = memcmp(addr, value, size) != 0;
    rlx_write_quiet(out, size, pc);
    for (size_t i = 0; i < size; i++) { /* out may be value */
        unsigned char old = ((unsigned char *)addr)[i];
        ((unsigned char *)addr)[i] = ((const unsigned char *)value)[i];
        ((unsigned char *)out)[i] = old;
    }
    published(self, ADDR, (uint32_t)size, order, changed);
}

_Bool rlx___atomic_compare_exchange(size_t size, void *addr, void *expected, const void *value, int order,
                                    int failure)
{
    uintptr_t pc = PC;
    struct rlx_thread *self = start(RLX_OP_CAS, ADDR, (uint32_t)size, RLX_W, order, pc);
    rlx_read_quiet(value, size, pc);
    if (!memcmp(addr, expected, size)) {
        updates(self, ADDR, (uint32_t)size, order, pc);
        int changed = memcmp(addr, value, size) != 0;
        memcpy(addr, value, size);
        published(self, ADDR, (uint32_t)size, order, changed);
        return 1;
    }
    self->op.on[0].how = RLX_R;
    self->op.weak = 2; /* failed */
    loaded(self, ADDR, (uint32_t)size, failure, pc);
    rlx_write_quiet(expected, size, pc);
    memcpy(expected, addr, size);
    return 0;
}

/* libatomic's: gcc calls it after arithmetic on an atomic floating-point number. The flags are nobody's here.
 */
void __atomic_feraiseexcept(int exceptions);
void __atomic_feraiseexcept(int exceptions)
{
    (void)exceptions;
}
