/* SPDX-License-Identifier: MIT */
/* The synchronisation objects of this execution, found by address, and the runtime's two arenas. */
#include <string.h>
#include "internal.h"

#define SLOTS 65536u

static struct slot {
    uint32_t generation;
    struct rlx_object *object;
} * slots;
static struct rlx_object *all; /* of this execution, atomics apart */

void *rlx_misc_alloc(unsigned long size)
{
    uintptr_t at = (RLX->misc_next + 63) & ~63UL;
    if (at + size > RLX_TEMP)
        rlx_die("the runtime's memory is used up", "explore a smaller program");
    RLX->misc_next = at + size;
    return (void *)at;
}

void *rlx_temp_alloc(unsigned long size)
{
    uintptr_t at = (RLX->temp_next + 15) & ~15UL;
    if (at + size > RLX_FRAMES)
        rlx_die("one execution uses more synchronisation objects than fit", "explore at a smaller scale");
    RLX->temp_next = at + size;
    return (void *)at;
}

void rlx_objects_reset(void)
{
    if (!slots)
        slots = rlx_misc_alloc(sizeof *slots * SLOTS);
    RLX->temp_next = RLX_TEMP;
    all = 0;
}

static struct slot *find(uintptr_t addr)
{
    uint32_t i = (uint32_t)((addr >> 2) * 2654435761u) >> 16;
    for (uint32_t tries = 0; tries < SLOTS; tries++, i = (i + 1) % SLOTS) {
        struct slot *slot = &slots[i];
        if (slot->generation != RLX->generation || slot->object->addr == addr)
            return slot;
    }
    rlx_die("one execution uses more synchronisation objects than fit", "explore at a smaller scale");
}

struct rlx_object *rlx_object_find(uintptr_t addr)
{
    struct slot *slot = find(addr);
    return slot->generation == RLX->generation ? slot->object : 0;
}

struct rlx_object *rlx_object_make(uintptr_t addr, int type)
{
    struct slot *slot = find(addr);
    struct rlx_object *object =
        slot->generation == RLX->generation ? slot->object : rlx_temp_alloc(sizeof *object);
    memset(object, 0, offsetof(struct rlx_object, queue));
    memset(&object->lost_pc, 0, sizeof *object - offsetof(struct rlx_object, lost_pc));
    object->addr = addr;
    object->type = (uint8_t)type;
    object->owner = -1;
    object->head_thread = -1;
    if (slot->generation != RLX->generation && type != RLX_TYPE_ATOMIC) {
        object->next = all;
        all = object;
    }
    slot->generation = RLX->generation;
    slot->object = object;
    return object;
}

/* Freeing this memory changes the primitives in it: at most as many as an operation can touch. How many there
 * are. */
int rlx_objects_touch(struct rlx_thread *self, uintptr_t addr, uintptr_t len)
{
    int number = 0;
    for (struct rlx_object *object = all; object; object = object->next) {
        if (object->addr - addr >= len || object->dead || object->type == RLX_TYPE_FUTEX)
            continue; /* a futex is an address only: to wake there is right even then */
        number++;
        if (self->op.touches < RLX_MAX_TOUCHES)
            rlx_touch_at(self, (uintptr_t)object, 0, RLX_W);
    }
    return number;
}

/* The state of all of them, in whatever order they were made. */
uint64_t rlx_objects_hash(void)
{
    uint64_t sum = 0;
    for (const struct rlx_object *object = all; object; object = object->next) {
        uint64_t hash = rlx_hash_memory(object->addr, (uintptr_t)object->queue,
                                        (uintptr_t)object->queue + object->waiters);
        hash ^= ((uint64_t)(object->type == RLX_TYPE_COND ? 0 : object->count) << 16 |
                 (uint64_t)(uint8_t)object->owner << 8 | object->dead | (uint64_t)object->variant << 56) *
                0x9e3779b97f4a7c15ULL;
        for (uint64_t rest = object->readers; rest; rest &= rest - 1) {
            uint64_t id = (uint64_t)__builtin_ctzll(rest);
            hash = rlx_mix(hash, id << 32 | object->read[id].depth);
        }
        sum += hash * 0x94d049bb133111ebULL;
    }
    return sum;
}

/* Memory was freed: a lock in it that somebody holds or waits for is being destroyed under them. */
void rlx_objects_freed(uintptr_t addr, uintptr_t len, uintptr_t pc)
{
    for (struct rlx_object *object = all; object; object = object->next) {
        if (object->addr - addr >= len || object->dead || object->type == RLX_TYPE_FUTEX)
            continue;
        if (object->owner >= 0 || object->waiters)
            rlx_found_object(RLX_HAZARD_MISUSE, "free-in-use",
                             "the memory of a primitive that is in use is freed", pc, object->addr,
                             rlx_type_name(object->type));
        object->dead = 2;
        object->pc = pc;
    }
}

const char *rlx_type_name(int type)
{
    static const char *const names[RLX_TYPE_COUNT] = {0,          "mutex", "cond",   "sem",  "atomic",
                                                      "thread",   0,       "rwlock", "once", "barrier",
                                                      "spinlock", "rcu",   "futex"};
    return names[type];
}
