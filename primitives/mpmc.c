/* SPDX-License-Identifier: MIT */
/* Vyukov's array of cells with turns.
 *
 * I1. Position p is taken once by a push and once by a pop, each by moving its index from p to p + 1.
 * I2. A cell's turn rises: p (free), p + 1 (has an element), p + capacity (free for the next lap). Only the
 *     push or pop that has taken the position makes it rise: the cell is its own in between.
 * I3. popped <= pushed <= popped + capacity: a position is taken only when the cell's turn says so. So if
 *     both indices are read as equal, the later one read while the other stood, the queue was empty then;
 *     likewise full. */
#include "mpmc.h"

#include "base/check.h"
#include "pause.h"

void rl_mpmc_init(struct rl_mpmc *queue, struct rl_mpmc_cell *cells, uint32_t capacity)
{
    RL_CHECK(capacity >= 2 && (capacity & (capacity - 1)) == 0,
             "mpmc: a capacity of %u. Give a power of two of at least 2.", capacity);
    queue->cells = cells;
    queue->capacity = capacity;
    atomic_init(&queue->pushed, 0);
    atomic_init(&queue->popped, 0);
    for (uint32_t i = 0; i < capacity; i++)
        atomic_init(&cells[i].turn, i);
}

/* Somebody has the cell and is half way through: it will pass the turn on. */
static void await_change(struct rl_mpmc_cell *cell, uint32_t turn)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    /* [MQ8] relaxed: no partner. [MQ2] looks again. */
    while (atomic_load_explicit(&cell->turn, memory_order_relaxed) == turn)
        rl_pause_turn(&pause);
}

/* Takes the next position of `index`, at which the turn must be position + ahead. NULL: `other` stands at
 * position - behind, so there is nothing to take. */
static struct rl_mpmc_cell *take(struct rl_mpmc *queue, _Atomic uint32_t *index, uint32_t ahead,
                                 _Atomic uint32_t *other, uint32_t behind, uint32_t *position)
{
    /* [MQ1] relaxed: no partner. Checked again by [MQ3]. */
    *position = atomic_load_explicit(index, memory_order_relaxed);
    for (;;) {
        struct rl_mpmc_cell *cell = &queue->cells[*position & (queue->capacity - 1)];
        /* [MQ2] acquire: pairs with [MQ5] and [MQ6]. A pop sees the element; a push that it was read. */
        uint32_t turn = atomic_load_explicit(&cell->turn, memory_order_acquire);
        int32_t early = (int32_t)(*position + ahead - turn);
        if (early == 0) {
            /* [MQ3] relaxed/relaxed: no partner. Takes the position once; the cell's turn carries the
             * order. */
            if (atomic_compare_exchange_weak_explicit(index, position, *position + 1, memory_order_relaxed,
                                                      memory_order_relaxed))
                return cell;
            continue;
        }
        /* [MQ4] relaxed: no partner. A call that was over before this one began has moved it (I3). */
        if (early > 0 && atomic_load_explicit(other, memory_order_relaxed) == *position - behind)
            return NULL;
        if (early > 0)
            await_change(cell, turn);
        /* [MQ7] relaxed: no partner. As [MQ1]. */
        *position = atomic_load_explicit(index, memory_order_relaxed);
    }
}

bool rl_mpmc_push(struct rl_mpmc *queue, void *element)
{
    uint32_t position;
    struct rl_mpmc_cell *cell = take(queue, &queue->pushed, 0, &queue->popped, queue->capacity, &position);
    if (!cell)
        return false;
    cell->element = element;
    /* [MQ5] release: pairs with [MQ2]. The pop of this position sees the element, and what is behind it. */
    atomic_store_explicit(&cell->turn, position + 1, memory_order_release);
    return true;
}

bool rl_mpmc_pop(struct rl_mpmc *queue, void **element)
{
    uint32_t position;
    struct rl_mpmc_cell *cell = take(queue, &queue->popped, 1, &queue->pushed, 0, &position);
    if (!cell)
        return false;
    *element = cell->element;
    /* [MQ6] release: pairs with [MQ2]. The push of the next lap overwrites the element after it was read. */
    atomic_store_explicit(&cell->turn, position + queue->capacity, memory_order_release);
    return true;
}
