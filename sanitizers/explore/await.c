/* SPDX-License-Identifier: MIT */
/* Looks known to be in vain. Where a loop that waits has been run once and changed nothing (look.c), the
 * search knows: this thread in this state, finding this value, comes back to this state. From then on such a
 * look is an operation that waits, as a lock does: it is not tried until the value is another one, or nobody
 * else can go on. Executions with the vain look are those without it, so none is lost; how many are saved
 * grows with every thread that waits. Knowledge is kept from execution to execution. */
#include <string.h>
#include "internal.h"

#define SLOTS 65536u
static uint64_t *known; /* 0: free */
static uint32_t used;

/* A look, and what it finds. */
static uint64_t key_of(uint64_t hash, uint64_t value)
{
    return rlx_mix(hash, value) | 1;
}

static uint64_t *slot_of(uint64_t key)
{
    uint32_t i = (uint32_t)(key >> 32) % SLOTS;
    while (known[i] && known[i] != key)
        i = (i + 1) % SLOTS;
    return &known[i];
}

static int is_known(uint64_t key)
{
    return known && *slot_of(key) == key;
}

static void learn(uint64_t key)
{
    uint64_t *slot = slot_of(key);
    if (*slot || used > SLOTS / 2)
        return;
    *slot = key;
    used++;
}

/* What the pending look would find. 0: not to be known. */
static int finds(const struct rlx_thread *thread, uint64_t *value)
{
    const struct rlx_op *op = &thread->op;
    uintptr_t addr = op->touches ? op->on[0].addr : 0;
    uint32_t len = op->touches ? op->on[0].len : 0;
    *value = 0;
    if (op->kind == RLX_OP_MUTEX_TRYLOCK || op->kind == RLX_OP_SPIN_TRYLOCK)
        *value = (uint64_t)op->object->owner;
    else if (op->kind == RLX_OP_SEM_TRYWAIT)
        *value = (uint64_t)op->object->count;
    else if (len && len <= sizeof *value && rlx_is_watched(addr))
        memcpy(value, (const void *)addr, len);
    else
        return 0;
    return 1;
}

/* The thread is about to look; `hash` is its state. */
void rlx_await(struct rlx_thread *self, uint64_t hash)
{
    if (RLX->mode != RLX_DPOR || !hash || !is_known(hash))
        return;
    self->awaits = hash;
    RLX->awaits |= 1ULL << self->id;
}

/* It looked, and is back where it was. */
void rlx_await_learn(const struct rlx_thread *self, uint64_t hash)
{
    uint64_t value;
    if (RLX->mode != RLX_DPOR || !finds(self, &value))
        return;
    if (!known)
        known = rlx_misc_alloc(sizeof *known * SLOTS);
    learn(hash);
    learn(key_of(hash, value));
}

/* Which of them would look in vain now. */
uint64_t rlx_awaiting(uint64_t enabled)
{
    uint64_t in_vain = 0;
    for (uint64_t rest = enabled & RLX->awaits; rest; rest &= rest - 1) {
        const struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(rest)];
        uint64_t value;
        if (finds(thread, &value) && is_known(key_of(thread->awaits, value)))
            in_vain |= 1ULL << thread->id;
    }
    return in_vain;
}
