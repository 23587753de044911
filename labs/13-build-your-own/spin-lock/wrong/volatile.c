/* SPDX-License-Identifier: MIT */
/* Wrong: volatile makes each access happen. It makes none of them one step with another, and orders no
 * thread's. */
#include "spin.h"

void spin_lock(struct spin *lock)
{
    volatile uint32_t *taken = (volatile uint32_t *)&lock->first;

    while (*taken)
        ;
    *taken = 1;
}

void spin_unlock(struct spin *lock)
{
    *(volatile uint32_t *)&lock->first = 0;
}
