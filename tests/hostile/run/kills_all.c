/* SPDX-License-Identifier: MIT */
/* Kills everything that it may. */
/* expect: unsupported fail rejected | by: processes */
#include <signal.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    kill(-1, SIGKILL);
}
