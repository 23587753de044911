/* SPDX-License-Identifier: MIT */
/* Reaches out of an array, as far as the runtime. */
/* expect: fail | by: bounds */
static long few[4];
static volatile long far = 100000;

static void attack(void)
{
    few[far] = 1;
}
