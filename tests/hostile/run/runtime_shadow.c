/* SPDX-License-Identifier: MIT */
/* Writes into the shadow memory that tells races. */
/* expect: fail rejected unsupported | by: explorer */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    *(volatile long *)0x100000000000UL = 0;
    memset((void *)0x100000000000UL, 0, 1 << 20);
}
