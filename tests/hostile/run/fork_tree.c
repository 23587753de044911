/* SPDX-License-Identifier: MIT */
/* Forks a few thousand and leaves them waiting. */
/* expect: unsupported limit fail | by: processes */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    for (int i = 0; i < 5000; i++)
        if (fork() == 0)
            pause();
}
