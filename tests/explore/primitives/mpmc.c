/* SPDX-License-Identifier: MIT */
/* A bounded queue of two cells.
 * SOURCES primitives/mpmc.c tests/sync/linear.c
 * RUN PROGRAM=3
 * RUN PROGRAM=5
 * RUN PROGRAM=6
 * RUN PROGRAM=7
 * RUN PROGRAM=9
 * RUN PROGRAM=11
 * RUN PROGRAM=13
 * RUN PROGRAM=15
 * EXPECT hazards=none complete=yes */
#include "primitives/mpmc.h"

static struct rl_mpmc_cell cells[2];
static struct rl_mpmc queue;

static bool pop(uintptr_t *value)
{
    void *element;
    if (!rl_mpmc_pop(&queue, &element))
        return false;
    *value = (uintptr_t)element;
    return true;
}

#define BEGIN() rl_mpmc_init(&queue, cells, 2)
#define JOIN(me)
#define LEAVE(me)
#define PUSH(me, value) rl_mpmc_push(&queue, (void *)(value))
#define POP(me, value)  pop(value)
#define LIFO            false
#define CAPACITY        2
#include "queue.h"
