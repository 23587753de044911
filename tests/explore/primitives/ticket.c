/* SPDX-License-Identifier: MIT */
/* Mutual exclusion by rl_ticket.
 * SOURCES primitives/ticket.c check_model.c
 * RUN THREADS=2 ROUNDS=2
 * RUN THREADS=3 ROUNDS=1
 * EXPECT hazards=none complete=yes */
#include "primitives/ticket.h"

static struct rl_ticket lock = RL_TICKET_INIT;

#define LOCK(me)   rl_ticket_lock(&lock)
#define UNLOCK(me) rl_ticket_unlock(&lock)
#include "exclusion.h"
