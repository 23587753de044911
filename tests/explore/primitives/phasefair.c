/* SPDX-License-Identifier: MIT */
/* Readers and writers under rl_phasefair.
 * SOURCES primitives/phasefair.c check_model.c
 * RUN READERS=1 WRITERS=1 ROUNDS=2
 * RUN READERS=2 WRITERS=1 ROUNDS=1
 * RUN READERS=1 WRITERS=2 ROUNDS=1
 * EXPECT hazards=none complete=yes */
#include "primitives/phasefair.h"

static struct rl_phasefair lock = RL_PHASEFAIR_INIT;

#define READ_LOCK()    rl_phasefair_read_lock(&lock)
#define READ_UNLOCK()  rl_phasefair_read_unlock(&lock)
#define WRITE_LOCK()   rl_phasefair_write_lock(&lock)
#define WRITE_UNLOCK() rl_phasefair_write_unlock(&lock)
#include "read_write.h"
