/* SPDX-License-Identifier: MIT */
/* Ends the program before anything is looked at. */
/* expect: fail unsupported | by: end marker */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    _exit(0);
}
