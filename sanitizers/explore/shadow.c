/* SPDX-License-Identifier: MIT */
/* Data races: for every 8 bytes of the program the accesses that a later one may still race with.
 *
 * Exact, byte by byte: an access is dropped only when a later one, ordered after it, races with everything
 * that it would race with. Nothing is evicted. A cell belongs to one execution (gen), so nothing is cleared
 * in between. */
#include <string.h>
#include "internal.h"

struct record {
    uint8_t mask; /* bytes of the 8 */
    uint8_t thread;
    uint8_t kind;
    uint8_t freed;
    uint32_t clock;
    uint32_t pc;
    uint32_t frame; /* call site of the function it lies in */
};

#define INLINE 3
struct cell {
    uint32_t generation;
    uint32_t count;
    uint32_t more; /* first of the overflow chunks, 0: none */
    uint32_t unused;
    struct record record[INLINE];
};

struct chunk {
    uint32_t next;
    uint32_t unused[3];
    struct record record[7];
};

/* Bit k: races with an access of kind k. */
static const uint8_t conflicts[4] = {
    [RLX_PLAIN_READ] = 1 << RLX_PLAIN_WRITE | 1 << RLX_ATOMIC_WRITE,
    [RLX_PLAIN_WRITE] = 15,
    [RLX_ATOMIC_READ] = 1 << RLX_PLAIN_WRITE,
    [RLX_ATOMIC_WRITE] = 1 << RLX_PLAIN_READ | 1 << RLX_PLAIN_WRITE,
};

static struct record *at(struct cell *cell, uint32_t i)
{
    if (i < INLINE)
        return &cell->record[i];
    uint32_t *link = &cell->more;
    for (i -= INLINE;; i -= 7) {
        if (!*link) {
            if ((RLX->records + 1) * sizeof(struct chunk) > RLX_MISC - RLX_RECORDS)
                rlx_die("the race detector's memory is used up", "explore at a smaller scale");
            *link = RLX->records++;
            ((struct chunk *)RLX_RECORDS)[*link].next = 0;
        }
        struct chunk *chunk = &((struct chunk *)RLX_RECORDS)[*link];
        if (i < 7)
            return &chunk->record[i];
        link = &chunk->next;
    }
}

/* A mutex and its like: what is read there is a use of it, what is written makes or ends it. */
static int is_primitive(uintptr_t base)
{
    const struct rlx_object *object = rlx_object_find(base);
    return object && object->type != RLX_TYPE_ATOMIC && object->type != RLX_TYPE_THREAD;
}

static const char *words(const struct record *record, char *out, uintptr_t len, uintptr_t base)
{
    static const char *const kinds[4] = {"read", "write", "atomic read", "atomic write"};
    if (record->freed)
        return base >= RLX_STACKS ? "return" : "free";
    if (is_primitive(base))
        return record->kind == RLX_ATOMIC_READ   ? "use"
               : record->kind == RLX_PLAIN_WRITE ? "initialisation or destruction"
                                                 : "plain access";
    char *p = out;
    for (const char *s = kinds[record->kind]; *s; s++)
        *p++ = *s;
    for (const char *s = " of "; *s; s++)
        *p++ = *s;
    if (len > 9)
        *p++ = (char)('0' + len / 10);
    *p++ = (char)('0' + len % 10);
    for (const char *s = len == 1 ? " byte" : " bytes"; *s; s++)
        *p++ = *s;
    *p = 0;
    return out;
}

static __attribute__((noinline)) void race(struct rlx_thread *self, uintptr_t base, const struct record *old,
                                           const struct record *new)
{
    int freed = old->freed || new->freed, outlived = freed &&base >= RLX_STACKS;
    struct rlx_found found = {.hazard = outlived ? RLX_HAZARD_USE_AFTER_FREE : RLX_HAZARD_DATA_RACE,
                              .detail = outlived ? rlx_stack_life(base, new->freed ? self->id : old->thread)
                                        : freed  ? "free"
                                                 : 0};
    char text[48];
    found.object = base + (uintptr_t)__builtin_ctz(old->mask & new->mask);
    found.object_len = (uintptr_t)__builtin_popcount(new->mask);
    rlx_found_side(&found, self->id, words(new, text, (uintptr_t)__builtin_popcount(new->mask), base),
                   new->pc, 0, 1);
    rlx_found_side(&found, old->thread, words(old, text, (uintptr_t)__builtin_popcount(old->mask), base),
                   old->pc, old->frame, 0);
    rlx_found(&found);
}

static void update(struct rlx_thread *self, struct cell *cell, uintptr_t base, const struct record *new)
{
    uint32_t kept = 0;
    uint8_t mine = conflicts[new->kind];
    for (uint32_t i = 0; i < cell->count; i++) {
        struct record *old = at(cell, i);
        if (old->mask & new->mask) {
            int ordered = old->thread == new->thread ||
                          (old->thread < self->hb.n && old->clock <= self->hb.v[old->thread]);
            if (!ordered && (mine >> old->kind & 1))
                race(self, base, old, new);
            if (ordered && (mine & conflicts[old->kind]) == conflicts[old->kind])
                old->mask &= (uint8_t) ~new->mask;
        }
        if (old->mask) {
            if (kept != i)
                *at(cell, kept) = *old;
            kept++;
        }
    }
    *at(cell, kept) = *new;
    cell->count = kept + 1;
}

static inline void granule(struct rlx_thread *self, uintptr_t base, const struct record *new)
{
    struct cell *cell = (struct cell *)(RLX_SHADOW + base * 8);
    if (cell->generation != RLX->generation) {
        cell->generation = RLX->generation;
        cell->more = 0;
        cell->count = 1;
        cell->record[0] = *new;
        return;
    }
    struct record *old = &cell->record[0];
    if (cell->count == 1 && old->thread == new->thread && old->mask == new->mask &&
        old->clock == new->clock && (conflicts[new->kind] & conflicts[old->kind]) == conflicts[new->kind] &&
        !new->freed)
        return; /* this adds nothing */
    update(self, cell, base, new);
}

static inline struct record describe(struct rlx_thread *self, int kind, uintptr_t pc)
{
    struct record new = {.thread = (uint8_t)self->id,
                         .kind = (uint8_t)kind,
                         .clock = self->hb.v[self->id],
                         .pc = (uint32_t)pc,
                         .frame = (uint32_t)rlx_caller_frame(self)};
    return new;
}

static void walk(struct rlx_thread *self, uintptr_t addr, uintptr_t len, struct record *new)
{
    uintptr_t end = addr + len;
    for (uintptr_t base = addr & ~7UL; base < end; base += 8) {
        unsigned mask = 0xff;
        if (base < addr)
            mask &= 0xffu << (addr - base);
        if (base + 8 > end)
            mask &= 0xffu >> (base + 8 - end);
        new->mask = (uint8_t)mask;
        granule(self, base, new);
    }
}

void rlx_shadow_access(struct rlx_thread *self, uintptr_t addr, uintptr_t len, int kind, uintptr_t pc)
{
    struct record new = describe(self, kind, pc);
    walk(self, addr, len, &new);
}

void rlx_shadow_freed(struct rlx_thread *self, uintptr_t addr, uintptr_t len, uintptr_t pc)
{
    struct record new = describe(self, RLX_PLAIN_WRITE, pc);
    new.freed = 1;
    walk(self, addr, len, &new);
}
