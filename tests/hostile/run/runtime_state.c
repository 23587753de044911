/* SPDX-License-Identifier: MIT */
/* Writes where the explorer keeps what it knows. */
/* expect: fail rejected unsupported infra | by: explorer */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    for (unsigned long address = 0x40000000UL; address < 0x7f000000UL; address += 4096)
        *(volatile long *)address = 0;
}
