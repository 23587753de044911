/* SPDX-License-Identifier: MIT */
/* A stack whose nodes are reclaimed: no address comes back under a pop.
 * SOURCES primitives/stack.c primitives/hazard.c tests/sync/linear.c check_model.c
 * RUN CLOCK=0 PROGRAM=3 RL_HAZARD_BATCH=1
 * RUN CLOCK=0 PROGRAM=5 RL_HAZARD_BATCH=1
 * RUN CLOCK=0 PROGRAM=6 RL_HAZARD_BATCH=1
 * RUN CLOCK=0 PROGRAM=7 RL_HAZARD_BATCH=1
 * RUN CLOCK=0 PROGRAM=9 RL_HAZARD_BATCH=1
 * RUN CLOCK=0 PROGRAM=11 RL_HAZARD_BATCH=1
 * RUN CLOCK=0 PROGRAM=13 RL_HAZARD_BATCH=1
 * RUN CLOCK=0 PROGRAM=15 RL_HAZARD_BATCH=1
 * RUN CLOCK=1 CALLS=1 PROGRAM=1 BEFORE=0 RL_HAZARD_BATCH=1
 * RUN CLOCK=1 CALLS=1 PROGRAM=3 BEFORE=0 RL_HAZARD_BATCH=1
 * RUN CLOCK=1 CALLS=1 PROGRAM=0 BEFORE=1 RL_HAZARD_BATCH=1
 * RUN CLOCK=1 CALLS=1 PROGRAM=1 BEFORE=1 RL_HAZARD_BATCH=1
 * RUN CLOCK=1 CALLS=1 PROGRAM=3 BEFORE=1 RL_HAZARD_BATCH=1
 * RUN CLOCK=1 CALLS=1 PROGRAM=0 BEFORE=2 RL_HAZARD_BATCH=1
 * RUN CLOCK=1 CALLS=1 PROGRAM=1 BEFORE=2 RL_HAZARD_BATCH=1
 * RUN CLOCK=1 CALLS=1 PROGRAM=3 BEFORE=2 RL_HAZARD_BATCH=1
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
