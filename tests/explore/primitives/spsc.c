/* SPDX-License-Identifier: MIT */
/* A ring between two threads, of two cells and of one.
 * SOURCES primitives/spsc.c tests/sync/linear.c check_model.c
 * RUN CLOCK=1 PROGRAM=3 CAPACITY=2
 * RUN CLOCK=1 PROGRAM=3 CAPACITY=1
 * EXPECT hazards=none complete=yes */
#include "primitives/spsc.h"

static void *slots[CAPACITY];
static struct rl_spsc queue = RL_SPSC_INIT(slots);

static bool pop(uintptr_t *value)
{
    void *element;
    if (!rl_spsc_pop(&queue, &element))
        return false;
    *value = (uintptr_t)element;
    return true;
}

#define BEGIN()
#define JOIN(me)
#define LEAVE(me)
#define PUSH(me, value) rl_spsc_push(&queue, (void *)(value))
#define POP(me, value)  pop(value)
#define LIFO            false
#include "queue.h"
