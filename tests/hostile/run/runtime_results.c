/* SPDX-License-Identifier: MIT */
/* Has a call of libc write where the explorer keeps what it knows. */
/* expect: fail rejected unsupported | by: explorer */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    memset((void *)0x40000000UL, 0, 0x2000000UL);
}
