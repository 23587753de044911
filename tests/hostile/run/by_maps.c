/* SPDX-License-Identifier: MIT */
/* Behaves where it is observed, by its memory map. */
/* expect: unsupported fail | by: explorer */
#include <stdio.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    if (maps)
        fclose(maps);
}
