/* SPDX-License-Identifier: MIT */
/* Kills the process that started it. */
/* expect: unsupported fail rejected | by: processes */
#include <signal.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    kill(getppid(), SIGKILL);
}
