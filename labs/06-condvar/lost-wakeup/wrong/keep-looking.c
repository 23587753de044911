/* SPDX-License-Identifier: MIT */
/* Wrong: every shot is seen, and until it falls each runner keeps a processor busy. */
#include <sched.h>
#include <stdatomic.h>

#include "gate.h"

static atomic_int started;

void gate_open(int heat)
{
    atomic_store(&started, heat + 1);
}

void gate_pass(int heat, void (*run)(int heat))
{
    while (atomic_load(&started) <= heat)
        sched_yield();
    run(heat);
}
