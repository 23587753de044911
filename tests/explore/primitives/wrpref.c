/* SPDX-License-Identifier: MIT */
/* Readers and writers under rl_wrpref.
 * SOURCES primitives/wrpref.c futex_model.c check_model.c
 * RUN READERS=1 WRITERS=1 ROUNDS=2
 * RUN READERS=1 WRITERS=1 ROUNDS=1 FUTEX_SPURIOUS
 * RUN READERS=2 WRITERS=1 ROUNDS=1
 * RUN READERS=1 WRITERS=2 ROUNDS=1
 * EXPECT hazards=none complete=yes */
#include "primitives/wrpref.h"

static struct rl_wrpref lock = RL_WRPREF_INIT;

#define READ_LOCK()    rl_wrpref_read_lock(&lock)
#define READ_UNLOCK()  rl_wrpref_read_unlock(&lock)
#define WRITE_LOCK()   rl_wrpref_write_lock(&lock)
#define WRITE_UNLOCK() rl_wrpref_write_unlock(&lock)
#include "read_write.h"
