/* SPDX-License-Identifier: MIT */
/* Wrong: one flag for every lock there is: nothing is miscounted, and the ports wait for each other. */
#include "spin.h"

static atomic_flag taken = ATOMIC_FLAG_INIT;

void spin_lock(struct spin *lock)
{
    (void)lock;
    while (atomic_flag_test_and_set(&taken))
        ;
}

void spin_unlock(struct spin *lock)
{
    (void)lock;
    atomic_flag_clear(&taken);
}
