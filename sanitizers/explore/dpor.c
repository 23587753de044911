/* SPDX-License-Identifier: MIT */
/* Dynamic partial-order reduction with source sets and sleep sets.
 *
 * When an operation e of thread p takes effect (or is left pending at the end), every earlier event i that it
 * depends on, that it was not already ordered after, and that it could have come before, is found, and the
 * state before i is marked: some thread must be tried there whose next event starts the run "everything not
 * after i, then e". Candidates are the newest event of each thread and each way of touching; where e cannot
 * come before that one (an unlock, a post that it waited for) the search looks on to the one before it. After
 * "Source Sets", JACM 64(4), 2017. */
#include "deps.h"
#include "internal.h"

struct candidate {
    uint32_t event;
    uint32_t link;
    int releases; /* e was blocked until then: it cannot come before */
};
#define MOST 512
static const uint32_t NO_EVENT = 0;

/* First event of a thread that came after the event `index`, or 0. */
static uint32_t first_after(const struct rlx_thread *thread, uint32_t index)
{
    uint32_t low = 0, high = thread->events;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (thread->event_list[middle] > index)
            high = middle;
        else
            low = middle + 1;
    }
    return low < thread->events ? thread->event_list[low] : NO_EVENT;
}

static int ordered(const struct rlx_event *before, const struct rlx_event *after)
{
    return rlx_event_clock(after, before->thread) >= before->k;
}

/* Does e depend directly on an event after `index` that is not itself after event `index`? */
static int waits_for_later(int self, const struct rlx_op *op, uint32_t index)
{
    const struct rlx_event *i = &RLX_EVENT[index];
    for (int t = 0; t < op->touches; t++) {
        const struct rlx_touch *touch = &op->on[t];
        uintptr_t base = touch->len ? touch->addr & ~7UL : touch->addr;
        do {
            uint8_t mask = rlx_mask(touch, base);
            for (uint32_t e = rlx_entries_of(base, touch->len != 0); e; e = RLX_ENTRY[e].next) {
                const struct rlx_entry *entry = &RLX_ENTRY[e];
                if (entry->thread == self || !(entry->mask & mask) ||
                    !rlx_hows_depend(entry->how, touch->how))
                    continue;
                uint32_t event = entry->event, link = entry->link;
                while (event > index) {
                    if (!ordered(i, &RLX_EVENT[event]))
                        return 1;
                    if (!link)
                        break;
                    event = RLX_LINK[link].event;
                    link = RLX_LINK[link].previous;
                }
            }
            base += 8;
        } while (base < touch->addr + touch->len);
    }
    return 0;
}

/* The threads that can begin the run "what is not after event `index`, then e of thread p". *first: e itself
 * begins it. */
static uint64_t initials(const struct rlx_thread *p, const struct rlx_op *op, uint32_t index, int *first)
{
    const struct rlx_event *i = &RLX_EVENT[index];
    uint32_t next[RLX_MAX_THREADS];
    uint64_t in = 0, result = 0;
    for (uint32_t t = 0; t < RLX->threads; t++) {
        next[t] = first_after(&RLX->thread[t], index);
        if (next[t] && !ordered(i, &RLX_EVENT[next[t]]))
            in |= 1ULL << t;
    }
    for (uint64_t rest = in; rest; rest &= rest - 1) {
        int t = __builtin_ctzll(rest);
        int begins = 1;
        for (uint64_t others = in & ~(1ULL << t); others && begins; others &= others - 1) {
            int u = __builtin_ctzll(others);
            begins = !ordered(&RLX_EVENT[next[u]], &RLX_EVENT[next[t]]);
        }
        result |= (uint64_t)begins << t;
    }
    *first = 0;
    if (next[p->id])
        return result;
    for (uint64_t others = in; others; others &= others - 1) {
        int u = __builtin_ctzll(others);
        if (rlx_dep_clock(p, u) >= RLX_EVENT[next[u]].k)
            return result;
    }
    if (op->kind != RLX_OP_EXIT && waits_for_later(p->id, op, index))
        return result;
    *first = 1;
    return result | 1ULL << p->id;
}

/* Plans to run e before the event. 1: that is sure to be possible, so what is before the event need not be
 * looked at. 0: e had to wait for it, or perhaps had to. */
static int reverse(const struct rlx_thread *p, const struct rlx_op *op, uint32_t index)
{
    struct rlx_node *node = &RLX_NODE[RLX_EVENT[index].node];
    int first;
    uint64_t starts = initials(p, op, index, &first);
    uint64_t me = 1ULL << p->id;
    if (first && !(node->enabled & me))
        return 0;
    int sure = first || !(rlx_kind_blocks(op->kind) || (RLX->awaits & me));
    starts &= node->enabled;
    if (!starts || (starts & (node->backtrack | node->sleep)))
        return sure;
    node->backtrack |= starts & me ? me : starts & -starts;
    return sure;
}

static uint32_t collect(const struct rlx_thread *p, const struct rlx_op *op, struct candidate *list)
{
    uint32_t n = 0;
    for (int t = 0; t < op->touches; t++) {
        const struct rlx_touch *touch = &op->on[t];
        uintptr_t base = touch->len ? touch->addr & ~7UL : touch->addr;
        do {
            uint8_t mask = rlx_mask(touch, base);
            for (uint32_t e = rlx_entries_of(base, touch->len != 0); e && n < MOST; e = RLX_ENTRY[e].next) {
                const struct rlx_entry *entry = &RLX_ENTRY[e];
                if (entry->thread == p->id || !(entry->mask & mask) ||
                    !rlx_hows_depend(entry->how, touch->how) ||
                    RLX_EVENT[entry->event].k <= rlx_dep_clock(p, entry->thread))
                    continue;
                list[n].event = entry->event;
                list[n].releases = entry->how == RLX_UNLOCK && rlx_kind_blocks(op->kind);
                list[n++].link = entry->link;
            }
            base += 8;
        } while (base < touch->addr + touch->len);
    }
    if (op->kind == RLX_OP_EXIT) /* it ends what everybody else would still have done */
        for (uint32_t u = 0; u < RLX->threads; u++) {
            const struct rlx_thread *other = &RLX->thread[u];
            if (other == p || !other->events || other->events <= rlx_dep_clock(p, (int)u))
                continue;
            list[n].event = other->event_list[other->events - 1];
            list[n].releases = 0;
            list[n++].link = 0;
        }
    return n;
}

void rlx_reverse(struct rlx_thread *p, const struct rlx_op *op)
{
    static struct candidate list[MOST + RLX_MAX_THREADS];
    uint32_t accepted[RLX_MAX_THREADS * 4];
    uint32_t done = 0;
    uint32_t n = collect(p, op, list);
    while (n) {
        uint32_t best = 0;
        for (uint32_t c = 1; c < n; c++)
            if (list[c].event > list[best].event)
                best = c;
        struct candidate candidate = list[best];
        const struct rlx_event *event = &RLX_EVENT[candidate.event];
        int before = 0;
        for (uint32_t a = 0; a < done && !before; a++)
            before = candidate.event == accepted[a] || ordered(event, &RLX_EVENT[accepted[a]]);
        if (!before && !candidate.releases && reverse(p, op, candidate.event)) {
            if (done < sizeof accepted / sizeof accepted[0])
                accepted[done++] = candidate.event;
            before = 1;
        }
        const struct rlx_link *link = &RLX_LINK[candidate.link];
        if (!before && !candidate.releases && candidate.link && RLX_EVENT[link->event].k > rlx_dep_clock(p, event->thread)) {
            list[best].event = link->event;
            list[best].link = link->previous;
        } else {
            list[best] = list[--n];
        }
    }
}

/* The execution is over: what was still pending might have come before what happened, or before the end. */
void rlx_deps_end(void)
{
    if (RLX->mode != RLX_DPOR || (RLX->end == RLX_END_ASLEEP && !RLX->withheld))
        return;
    for (uint64_t rest = RLX->alive & ~RLX->withheld; rest; rest &= rest - 1) {
        struct rlx_thread *p = &RLX->thread[__builtin_ctzll(rest)];
        if (p->op.kind != RLX_OP_EXIT)
            rlx_reverse(p, &p->op);
    }
    if (RLX->events > 1 && RLX_EVENT[RLX->events - 1].kind == RLX_OP_EXIT) {
        struct rlx_node *node = &RLX_NODE[RLX_EVENT[RLX->events - 1].node];
        node->backtrack |= node->enabled & RLX->alive & ~node->sleep;
    }
}
