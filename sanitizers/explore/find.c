/* SPDX-License-Identifier: MIT */
/* What was found: each hazard at each pair of places once, with the shortest schedule that showed it. */
#include <string.h>
#include "emit.h"
#include "internal.h"

#define MOST 256
static struct stored {
    struct rlx_found found;
    struct place object;
    uint64_t key;
    uint32_t deviations;
    uint64_t first; /* the execution that showed it first, from 1 */
    const char *schedule;
} * stored;
static int count;

void rlx_found_init(void)
{
    stored = rlx_misc_alloc(sizeof *stored * MOST);
}

int rlx_found_any(void)
{
    return count;
}

void rlx_found_side(struct rlx_found *found, int thread, const char *what, uintptr_t pc, uintptr_t frame,
                    int stack)
{
    if (found->sides == RLX_MAX_SIDES)
        return;
    struct rlx_side *side = &found->side[found->sides++];
    memset(side, 0, sizeof *side);
    strncpy(side->what, what, sizeof side->what - 1);
    side->thread = thread;
    side->waits_thread = -1;
    side->pc = pc;
    side->frame = frame;
    if (!stack)
        return;
    const struct rlx_thread *t = &RLX->thread[thread];
    for (uint32_t d = t->depth; d > 0 && side->stack < RLX_MAX_STACK; d--)
        if (d <= RLX_FRAMES_EACH / sizeof(struct rlx_frame))
            side->callers[side->stack++] = t->frames[d - 1].pc;
    for (uint32_t i = 0; i < t->held && i < 8; i++)
        side->holds[side->held++] = t->holding[i]->addr;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
    return hash ^ hash >> 29;
}

/* Which side was seen first does not make another finding. */
static uint64_t key_of(const struct rlx_found *found)
{
    uint64_t sum = 0, hash = mix(1, (uint64_t)found->hazard);
    for (int i = 0; i < found->sides; i++)
        sum += mix(7, found->side[i].pc);
    for (const char *s = found->detail; s && *s; s++)
        hash = mix(hash, (unsigned char)*s);
    return mix(hash, sum);
}

const char *rlx_schedule_keep(void)
{
    static char *text;
    const unsigned long room = RLX_MAX_DEVIATIONS * 8UL;
    if (!text)
        text = rlx_misc_alloc(room);
    rlx_schedule_text(text, room);
    unsigned long length = strlen(text);
    char *kept = rlx_misc_alloc(length + 1);
    memcpy(kept, text, length + 1);
    return kept;
}

void rlx_found(const struct rlx_found *found)
{
    uint64_t key = key_of(found);
    struct stored *slot = 0;
    for (int i = 0; i < count; i++)
        if (stored[i].key == key)
            slot = &stored[i];
    if (slot && (slot->deviations <= RLX->deviations || RLX->dropped))
        return;
    if (!slot) {
        if (count == MOST)
            return;
        slot = &stored[count++];
        slot->first = RLX->executions + 1;
    }
    slot->found = *found;
    slot->key = key;
    slot->deviations = RLX->deviations;
    slot->schedule = RLX->dropped ? 0 : rlx_schedule_keep();
    rlx_place_of(found->object, found->object_len, &slot->object);
    RLX->new_findings++;
}

void rlx_found_object(int hazard, const char *detail, const char *note, uintptr_t pc, uintptr_t object,
                      const char *type)
{
    struct rlx_found found = {
        .hazard = hazard, .detail = detail, .note = note, .object = object, .object_type = type};
    rlx_found_side(&found, rlx_self(), "here", pc, 0, RLX->current != 0);
    rlx_found(&found);
}

void rlx_found_simple(int hazard, const char *detail, const char *note, uintptr_t pc)
{
    rlx_found_object(hazard, detail, note, pc, 0, 0);
}

static const char *const names[] = {
#define RL_HAZARD(symbol, name, rank, axis, words) name,
#include "../hazards.def"
};

static void emit_side(const struct rlx_side *side)
{
    rlx_json_open(0, '{');
    rlx_json_number("thread", side->thread);
    rlx_json_text("what", side->what);
    rlx_json_hex("pc", side->pc);
    rlx_json_open("stack", '[');
    if (side->stack)
        for (int i = 0; i < side->stack; i++)
            rlx_json_hex(0, side->callers[i]);
    else if (side->frame)
        rlx_json_hex(0, side->frame);
    rlx_json_close(']');
    rlx_json_open("held", '[');
    for (int i = 0; i < side->held; i++)
        rlx_emit_object(0, side->holds[i], 0, "mutex");
    rlx_json_close(']');
    if (side->object)
        rlx_emit_object("object", side->object, 0, side->object_type);
    if (side->waits_thread >= 0)
        rlx_json_number("waits_for", side->waits_thread);
    if (side->taken_pc)
        rlx_json_hex("taken_pc", side->taken_pc);
    rlx_json_close('}');
}

static void emit(const struct stored *slot)
{
    const struct rlx_found *found = &slot->found;
    rlx_json_begin("finding");
    rlx_json_text("hazard", names[found->hazard]);
    if (found->detail)
        rlx_json_text("detail", found->detail);
    rlx_json_open("sides", '[');
    for (int i = 0; i < found->sides; i++)
        emit_side(&found->side[i]);
    rlx_json_close(']');
    if (found->object)
        rlx_emit_place("object", &slot->object, found->object_type);
    if (found->note)
        rlx_json_text("note", found->note);
    rlx_json_number("first", (long long)slot->first);
    if (slot->schedule)
        rlx_json_text("schedule", slot->schedule);
    rlx_json_end();
}

void rlx_emit_findings(void)
{
    for (int i = 0; i < count; i++)
        emit(&stored[i]);
}

/* A hazard beside which a data race needs no further proof that it does harm. */
static int visible(int hazard)
{
    return hazard != RLX_HAZARD_DATA_RACE && hazard != RLX_HAZARD_MEMORY_LEAK &&
           hazard != RLX_HAZARD_UNFINISHED && hazard != RLX_HAZARD_BUSY_WAIT &&
           hazard != RLX_HAZARD_LOCK_LEAK && hazard != RLX_HAZARD_TIMEOUT_PROGRESS;
}

int rlx_found_only_races(void)
{
    int races = 0;
    for (int i = 0; i < count; i++) {
        races += stored[i].found.hazard == RLX_HAZARD_DATA_RACE;
        if (visible(stored[i].found.hazard))
            return 0;
    }
    return races;
}

/* A hang that was seen by the limit of steps: each attempt to show it again would run up to that limit. */
static int to_the_limit(const struct rlx_found *found)
{
    return found->detail && !strcmp(found->detail, "step-limit");
}

uint32_t rlx_found_longest(void)
{
    uint32_t most = rlx_outcomes_longest();
    for (int i = 0; i < count; i++)
        if (stored[i].deviations > most && !to_the_limit(&stored[i].found))
            most = stored[i].deviations;
    return most;
}

int rlx_found_slow(void)
{
    for (int i = 0; i < count; i++)
        if (stored[i].found.hazard == RLX_HAZARD_HANG && stored[i].found.detail &&
            stored[i].found.detail[0] == 'n')
            return 1;
    return 0;
}

/* 0: it is left as it is. */
const char *rlx_found_schedule(int index)
{
    return to_the_limit(&stored[index].found) ? 0 : stored[index].schedule;
}
