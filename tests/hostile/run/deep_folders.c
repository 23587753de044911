/* SPDX-License-Identifier: MIT */
/* Leaves folders that nest deeper than a path can be long, and may not be entered. */
/* expect: unsupported fail | by: disk */
#include <sys/stat.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    for (int i = 0; i < 2000; i++)
        if (mkdir("a", 0700) != 0 || chdir("a") != 0)
            break;
    chmod(".", 0);
}
