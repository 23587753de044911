/* SPDX-License-Identifier: MIT */
/* A semaphore of one permit as a lock: no permit is lost, nobody sleeps for ever.
 * SOURCES primitives/semaphore.c futex_model.c check_model.c
 * RUN THREADS=2 ROUNDS=2
 * RUN THREADS=3 ROUNDS=1
 * RUN THREADS=2 ROUNDS=1 FUTEX_SPURIOUS
 * EXPECT hazards=none complete=yes */
#include "primitives/semaphore.h"

static struct rl_semaphore lock = RL_SEMAPHORE_INIT(1);

#define LOCK(me)   rl_semaphore_wait(&lock)
#define UNLOCK(me) rl_semaphore_post(&lock)
#define TEARDOWN() rl_semaphore_destroy(&lock)
#include "exclusion.h"
