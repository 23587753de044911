/* SPDX-License-Identifier: MIT */
/* Leaves a link for racelab to follow when it clears up. */
/* expect: unsupported fail | by: files */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    if (symlink("@OTHER@", "../log/log.1") != 0 && symlink("@OTHER@", "log") != 0)
        return;
}
