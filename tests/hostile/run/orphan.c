/* SPDX-License-Identifier: MIT */
/* Leaves a process behind that holds its output open. */
/* expect: unsupported fail | by: processes */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            for (;;)
                pause();
        _exit(0);
    }
}
