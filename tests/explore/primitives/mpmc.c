/* SPDX-License-Identifier: MIT */
/* A bounded queue of two cells.
 * SOURCES primitives/mpmc.c tests/sync/linear.c check_model.c
 * RUN CLOCK=0 PROGRAM=3
 * RUN CLOCK=0 PROGRAM=5
 * RUN CLOCK=0 PROGRAM=6
 * RUN CLOCK=0 PROGRAM=7
 * RUN CLOCK=0 PROGRAM=9
 * RUN CLOCK=0 PROGRAM=11
 * RUN CLOCK=0 PROGRAM=13
 * RUN CLOCK=0 PROGRAM=15
 * RUN CLOCK=1 CALLS=1 PROGRAM=1 BEFORE=0
 * RUN CLOCK=1 CALLS=1 PROGRAM=3 BEFORE=0
 * RUN CLOCK=1 CALLS=1 PROGRAM=0 BEFORE=1
 * RUN CLOCK=1 CALLS=1 PROGRAM=1 BEFORE=1
 * RUN CLOCK=1 CALLS=1 PROGRAM=3 BEFORE=1
 * RUN CLOCK=1 CALLS=1 PROGRAM=0 BEFORE=2
 * RUN CLOCK=1 CALLS=1 PROGRAM=1 BEFORE=2
 * RUN CLOCK=1 CALLS=1 PROGRAM=3 BEFORE=2
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
