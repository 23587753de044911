/* SPDX-License-Identifier: MIT */
/* A stack whose nodes are reclaimed: no address comes back under a pop.
 * SOURCES primitives/stack.c primitives/hazard.c tests/sync/linear.c
 * RUN PROGRAM=3
 * RUN PROGRAM=5
 * RUN PROGRAM=6
 * RUN PROGRAM=7
 * RUN PROGRAM=9
 * RUN PROGRAM=11
 * RUN PROGRAM=13
 * RUN PROGRAM=15
 * EXPECT hazards=none complete=yes */
#include "primitives/stack.h"

static struct rl_hazard domain = RL_HAZARD_INIT;
static struct rl_hazard_thread hazards[3];
static struct rl_stack stack = RL_STACK_INIT;

static bool pop(int me, uintptr_t *value)
{
    void *element;
    if (!rl_stack_pop(&stack, &hazards[me], &element))
        return false;
    *value = (uintptr_t)element;
    return true;
}

#define BEGIN()
#define JOIN(me)        rl_hazard_join(&domain, &hazards[me])
#define LEAVE(me)       rl_hazard_leave(&hazards[me])
#define PUSH(me, value) rl_stack_push(&stack, (void *)(value))
#define POP(me, value)  pop(me, value)
#define LIFO            true
#define CAPACITY        0
#include "queue.h"
