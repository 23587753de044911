/* SPDX-License-Identifier: MIT */
/* The dependence order: two operations may not be reordered if one thread made both, or if they touch the
 * same object and do not commute. Everything else may, and need not be tried both ways. */
#include <string.h>
#include "deps.h"
#include "internal.h"

#define SLOTS (1u << 18)
static struct slot {
    uint64_t key;
    uint32_t generation;
    uint32_t first;
} * slots;
static uint32_t used;

/* R-R, ADD-ADD and RD-RD commute. RD: a shared lock or its release. */
static const uint8_t depend[RLX_HOW_COUNT] = {
    [RLX_R] = 1 << RLX_W | 1 << RLX_ADD | 1 << RLX_UNLOCK,
    [RLX_W] = 1 << RLX_R | 1 << RLX_W | 1 << RLX_ADD | 1 << RLX_UNLOCK | 1 << RLX_RD,
    [RLX_ADD] = 1 << RLX_R | 1 << RLX_W | 1 << RLX_UNLOCK | 1 << RLX_RD,
    [RLX_UNLOCK] = 1 << RLX_R | 1 << RLX_W | 1 << RLX_ADD | 1 << RLX_UNLOCK | 1 << RLX_RD,
    [RLX_RD] = 1 << RLX_W | 1 << RLX_ADD | 1 << RLX_UNLOCK,
};

int rlx_hows_depend(int a, int b)
{
    return depend[a] >> b & 1;
}

static int touches_depend(const struct rlx_touch *a, const struct rlx_touch *b)
{
    if (!rlx_hows_depend(a->how, b->how))
        return 0;
    if (!a->len || !b->len)
        return !a->len && !b->len && a->addr == b->addr;
    return a->addr < b->addr + b->len && b->addr < a->addr + a->len;
}

int rlx_ops_depend(const struct rlx_op *a, const struct rlx_op *b)
{
    if (a->kind == RLX_OP_EXIT || b->kind == RLX_OP_EXIT)
        return 1;
    for (int i = 0; i < a->touches; i++)
        for (int j = 0; j < b->touches; j++)
            if (touches_depend(&a->on[i], &b->on[j]))
                return 1;
    return 0;
}

void rlx_deps_reset(void)
{
    if (!slots)
        slots = rlx_misc_alloc(sizeof *slots * SLOTS);
    RLX->events = 1; /* 0 is no event */
    RLX->clock_words = 0;
    RLX->links = 1;
    RLX->entries = 1;
    RLX->cancelled = 0;
    RLX->active = 0;
    RLX->stale = ~0ULL;
    RLX->alive = RLX->newborn = RLX->parked = RLX->withheld = RLX->awaits = RLX->lookers = 0;
    RLX->repeats = 0;
    RLX->last = 0;
    RLX->sleep_now = 0;
    used = 0;
}

static struct slot *slot_of(uintptr_t addr, int memory)
{
    uint64_t key = memory ? (addr >> 3) << 1 | 1 : addr << 1;
    uint32_t i = (uint32_t)((key * 0x9e3779b97f4a7c15ULL) >> 46);
    while (slots[i].generation == RLX->generation && slots[i].key != key)
        i = (i + 1) & (SLOTS - 1);
    if (slots[i].generation != RLX->generation) {
        if (++used > SLOTS - SLOTS / 4)
            rlx_die("one execution touches too many objects for the search",
                    "explore at a smaller scale, or with --strategy random");
        slots[i].generation = RLX->generation;
        slots[i].key = key;
        slots[i].first = 0;
    }
    return &slots[i];
}

uint32_t rlx_entries_of(uintptr_t addr, int memory)
{
    return slot_of(addr, memory)->first;
}

uint8_t rlx_mask(const struct rlx_touch *touch, uintptr_t base)
{
    unsigned mask = 0xff;
    if (!touch->len)
        return 0xff;
    if (base < touch->addr)
        mask &= 0xffu << (touch->addr - base);
    if (base + 8 > touch->addr + touch->len)
        mask &= 0xffu >> (base + 8 - touch->addr - touch->len);
    return (uint8_t)mask;
}

static void join_event(struct rlx_clock *clock, const struct rlx_event *event)
{
    for (uint32_t i = 0; i < event->n; i++) {
        uint32_t v = RLX_CLOCK[event->clock + i];
        if (i >= clock->n || clock->v[i] < v)
            clock->v[i] = v;
    }
    if (clock->n < event->n)
        clock->n = event->n;
}

static void remember(struct slot *slot, int thread, const struct rlx_touch *touch, uint8_t mask,
                     uint32_t event)
{
    for (uint32_t e = slot->first; e; e = RLX_ENTRY[e].next) {
        struct rlx_entry *entry = &RLX_ENTRY[e];
        if (entry->thread != thread || entry->how != touch->how || entry->mask != mask)
            continue;
        struct rlx_link link = {entry->event, entry->link};
        RLX_LINK[RLX->links] = link;
        entry->link = RLX->links++;
        entry->event = event;
        return;
    }
    struct rlx_entry fresh = {(uint8_t)thread, touch->how, mask, 0, event, 0, slot->first};
    RLX_ENTRY[RLX->entries] = fresh;
    slot->first = RLX->entries++;
}

/* One pass joins what came before, the next one writes the event down. */
static void visit(struct rlx_thread *thread, const struct rlx_touch *touch, uint32_t event, int write)
{
    uintptr_t base = touch->len ? touch->addr & ~7UL : touch->addr;
    do {
        struct slot *slot = slot_of(base, touch->len != 0);
        uint8_t mask = rlx_mask(touch, base);
        if (write) {
            remember(slot, thread->id, touch, mask, event);
        } else {
            for (uint32_t e = slot->first; e; e = RLX_ENTRY[e].next) {
                const struct rlx_entry *entry = &RLX_ENTRY[e];
                if (entry->thread != thread->id && (entry->mask & mask) &&
                    rlx_hows_depend(entry->how, touch->how))
                    join_event(&thread->dep, &RLX_EVENT[entry->event]);
            }
        }
        base += 8;
    } while (base < touch->addr + touch->len);
}

static void own_component(struct rlx_thread *thread)
{
    for (; thread->dep.n <= (uint32_t)thread->id; thread->dep.n++)
        thread->dep.v[thread->dep.n] = 0;
    thread->dep.v[thread->id] = thread->events;
}

static void check_room(const struct rlx_thread *thread)
{
    if (RLX->events + 1 >= (RLX_CLOCKS - RLX_EVENTS) / sizeof(struct rlx_event) ||
        thread->events + 1 >= RLX->event_room ||
        (RLX->clock_words + RLX_MAX_THREADS) * 4UL >= RLX_LINKS - RLX_CLOCKS ||
        (RLX->links + 65536UL) * sizeof(struct rlx_link) >= RLX_ENTRIES - RLX_LINKS ||
        (RLX->entries + 65536UL) * sizeof(struct rlx_entry) >= RLX_RECORDS - RLX_ENTRIES)
        rlx_die("one execution has too many steps for the search", "lower --max-steps");
}

/* rewritten: threads whose pending operation this one has made another: what they would have done before it
 * is not what they will do now. */
static void asleep_after(const struct rlx_op *op, uint64_t rewritten)
{
    struct rlx_node *node = &RLX_NODE[RLX->active_node];
    uint64_t sleep = node->sleep & ~(1ULL << node->chosen) & ~rewritten;
    for (uint64_t rest = sleep; rest; rest &= rest - 1) {
        int id = __builtin_ctzll(rest);
        if (rlx_ops_depend(&RLX->thread[id].op, op))
            sleep &= ~(1ULL << id);
    }
    RLX->sleep_now = sleep;
}

void rlx_deps_commit(struct rlx_thread *thread)
{
    const struct rlx_op *op = &thread->op;
    check_room(thread);
    int dpor = RLX->mode == RLX_DPOR;
    if (dpor) {
        if (RLX->depth >= RLX->forced) /* before that it has been done */
            rlx_reverse(thread, op);
        RLX_NODE[RLX->active_node].backtrack |=
            RLX->cancelled & RLX_NODE[RLX->active_node].enabled & ~RLX_NODE[RLX->active_node].sleep;
        asleep_after(op, RLX->cancelled);
        RLX->cancelled = 0;
    }
    for (int i = 0; i < op->touches; i++)
        visit(thread, &op->on[i], 0, 0);
    uint32_t index = RLX->events++;
    thread->event_list[thread->events++] = index;
    own_component(thread);
    struct rlx_event *event = &RLX_EVENT[index];
    event->node = RLX->active_node;
    event->k = thread->events;
    event->thread = (uint8_t)thread->id;
    event->n = (uint8_t)thread->dep.n;
    event->kind = op->kind;
    event->clock = RLX->clock_words;
    memcpy(&RLX_CLOCK[event->clock], thread->dep.v, thread->dep.n * sizeof thread->dep.v[0]);
    RLX->clock_words += thread->dep.n;
    for (int i = 0; i < op->touches; i++)
        visit(thread, &op->on[i], index, 1);
    if (op->kind == RLX_OP_CREATE && op->object && op->object->type == RLX_TYPE_THREAD)
        rlx_clock_copy(&((struct rlx_thread *)op->object->addr)->dep, &thread->dep);
}
