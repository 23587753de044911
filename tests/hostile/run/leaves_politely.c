/* SPDX-License-Identifier: MIT */
/* The same by exit. */
/* expect: fail unsupported | by: end marker */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    exit(0);
}
